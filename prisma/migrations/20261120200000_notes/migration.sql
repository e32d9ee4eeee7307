-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "slug" TEXT,
    "sealed" BOOLEAN NOT NULL,
    "has_password" BOOLEAN NOT NULL,
    "access_hash" BYTEA,
    "password_hash" TEXT,
    "keep_before_expiration" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "expires_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "read_key_hash" BYTEA,
    "lease_until" TIMESTAMPTZ(3),
    "receipt_hash" BYTEA NOT NULL,
    "wrong_tries" SMALLINT NOT NULL DEFAULT 0,
    "wrong_since" TIMESTAMPTZ(3),
    "locked_until" TIMESTAMPTZ(3),
    "sweep_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note_payload" (
    "note_id" UUID NOT NULL,
    "key_id" TEXT,
    "content" BYTEA NOT NULL,

    CONSTRAINT "note_payload_pkey" PRIMARY KEY ("note_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "note_slug_key" ON "note"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "note_receipt_hash_key" ON "note"("receipt_hash");

-- CreateIndex
CREATE INDEX "note_sweep_at_idx" ON "note"("sweep_at");

-- AddForeignKey
ALTER TABLE "note_payload" ADD CONSTRAINT "note_payload_note_id_fkey" FOREIGN KEY ("note_id") REFERENCES "note"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Content that was erased must leave the file soon, however many notes there are.
ALTER TABLE "note_payload" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50);
