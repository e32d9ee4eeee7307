-- AlterTable
ALTER TABLE "user_identity" ADD COLUMN "last_used_at" TIMESTAMPTZ(3);
