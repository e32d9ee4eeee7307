-- CreateIndex
CREATE INDEX "outbox_closed_at_idx" ON "outbox"("closed_at");

-- CreateIndex
CREATE INDEX "outbox_dead_reason_idx" ON "outbox"("dead_reason");
