-- AlterTable
ALTER TABLE "note" ADD COLUMN     "notify" BOOLEAN;

-- CreateTable
CREATE TABLE "notice_recipient" (
    "id" UUID NOT NULL,
    "user_id" UUID,
    "email" TEXT,
    "email_key" TEXT,
    "key_hash" BYTEA,
    "confirm_hash" BYTEA,
    "confirmed_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "expired_unread" BOOLEAN NOT NULL DEFAULT true,
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_recipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "note_notice" (
    "note_id" UUID NOT NULL,
    "recipient_id" UUID NOT NULL,
    "note_created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "kind" TEXT,
    "happened_at" TIMESTAMPTZ(3),

    CONSTRAINT "note_notice_pkey" PRIMARY KEY ("note_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notice_recipient_user_id_key" ON "notice_recipient"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_recipient_key_hash_key" ON "notice_recipient"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "notice_recipient_confirm_hash_key" ON "notice_recipient"("confirm_hash");

-- CreateIndex
CREATE INDEX "notice_recipient_email_key_idx" ON "notice_recipient"("email_key") WHERE (email_key IS NOT NULL);

-- CreateIndex
CREATE INDEX "notice_recipient_expires_at_idx" ON "notice_recipient"("expires_at") WHERE (expires_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "note_notice_recipient_id_idx" ON "note_notice"("recipient_id");

-- CreateIndex
CREATE INDEX "note_notice_happened_at_idx" ON "note_notice"("happened_at") WHERE (happened_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "notice_recipient" ADD CONSTRAINT "notice_recipient_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note_notice" ADD CONSTRAINT "note_notice_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "notice_recipient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Records what a sender wants to know in the transaction that makes it true, once for each note.
CREATE FUNCTION record_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.deleted_at IS NOT NULL THEN
    DELETE FROM note_notice WHERE note_id = OLD.id AND kind IS NULL;
  ELSIF NEW.read_at IS NOT NULL OR NEW.reads > 0 THEN
    UPDATE note_notice SET kind = 'read', happened_at = clock_timestamp() WHERE note_id = NEW.id AND kind IS NULL;
  ELSIF NEW.expires_at <= clock_timestamp() THEN
    DELETE FROM note_notice USING notice_recipient
     WHERE note_id = NEW.id AND kind IS NULL AND notice_recipient.id = recipient_id AND NOT expired_unread;
    UPDATE note_notice SET kind = 'expired', happened_at = clock_timestamp() WHERE note_id = NEW.id AND kind IS NULL;
  END IF;
  RETURN NULL;
END
$$;

-- Notes without a notice cost nothing more.
CREATE TRIGGER notice_recorded AFTER UPDATE ON note
  FOR EACH ROW WHEN (OLD.notify) EXECUTE FUNCTION record_notice();
CREATE TRIGGER notice_forgotten AFTER DELETE ON note
  FOR EACH ROW WHEN (OLD.notify) EXECUTE FUNCTION record_notice();
