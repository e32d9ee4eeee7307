-- CreateIndex
CREATE INDEX "outbox_deadline_idx" ON "outbox"("deadline") WHERE (closed_at IS NOT NULL AND payload IS NOT NULL);
