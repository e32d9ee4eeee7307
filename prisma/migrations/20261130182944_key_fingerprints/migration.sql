-- AlterTable
ALTER TABLE "note" ADD COLUMN     "label_key_fingerprint" BYTEA;

-- AlterTable
ALTER TABLE "note_payload" ADD COLUMN     "key_fingerprint" BYTEA;

-- CreateTable
CREATE TABLE "encryption_key" (
    "ring" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "encryption_key_pkey" PRIMARY KEY ("ring","key_id")
);
