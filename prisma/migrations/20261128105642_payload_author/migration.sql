-- AlterTable
ALTER TABLE "note_payload" ADD COLUMN     "author_id" UUID;

-- What was stored before counts as well.
UPDATE "note_payload" SET "author_id" = "note"."author_id"
  FROM "note" WHERE "note"."id" = "note_id" AND "note"."author_id" IS NOT NULL;

-- CreateIndex
CREATE INDEX "note_payload_author_id_idx" ON "note_payload"("author_id") WHERE (author_id IS NOT NULL);
