-- AlterTable
ALTER TABLE "note" ADD COLUMN     "link_hash" BYTEA,
ADD COLUMN     "label" BYTEA,
ADD COLUMN     "label_key_id" TEXT,
ADD COLUMN     "reads" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "last_read_at" TIMESTAMPTZ(3),
ADD COLUMN     "wrong_tries_total" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "request_hash" BYTEA;
