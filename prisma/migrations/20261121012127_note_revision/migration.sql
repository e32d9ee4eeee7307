-- AlterTable
ALTER TABLE "note" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "note_payload" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;
