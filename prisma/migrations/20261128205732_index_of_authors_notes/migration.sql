-- Notes without an author are many and listed by nobody: they no longer pay for this index at each change.

-- DropIndex
DROP INDEX "note_author_id_created_at_id_idx";

-- CreateIndex
CREATE INDEX "note_author_id_created_at_id_idx" ON "note"("author_id", "created_at", "id") WHERE (author_id IS NOT NULL);
