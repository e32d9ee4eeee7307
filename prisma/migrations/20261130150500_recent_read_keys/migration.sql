-- AlterTable
ALTER TABLE "note" ADD COLUMN     "recent_read_keys" BYTEA[];
