-- AlterTable
ALTER TABLE "user_account" ADD COLUMN     "email_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "email_changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "previous_email_hash" BYTEA,
ADD COLUMN     "password_set_at" TIMESTAMPTZ(3),
ADD COLUMN     "blocked_at" TIMESTAMPTZ(3),
ADD COLUMN     "epoch" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "mail_token" ADD COLUMN     "session_id" UUID;

-- CreateTable
CREATE TABLE "account_event" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "occurrences" INTEGER NOT NULL DEFAULT 1,
    "browser" TEXT,
    "network" TEXT,
    "detail" TEXT,

    CONSTRAINT "account_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "account_event_user_id_created_at_id_idx" ON "account_event"("user_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "account_event_created_at_idx" ON "account_event"("created_at");

-- CreateIndex
CREATE INDEX "user_account_previous_email_hash_idx" ON "user_account"("previous_email_hash") WHERE (previous_email_hash IS NOT NULL);

-- CreateIndex
CREATE INDEX "user_account_created_at_idx" ON "user_account"("created_at") WHERE (activated_at IS NULL);

-- AddForeignKey
ALTER TABLE "account_event" ADD CONSTRAINT "account_event_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An identity that was linked while its account was created is as old as the proof of the email.
UPDATE "user_account" SET "email_confirmed_at" = GREATEST("activated_at", (
  SELECT max("created_at") FROM "user_identity"
   WHERE "user_id" = "user_account"."id" AND "created_at" < "activated_at" + interval '1 second'))
 WHERE "activated_at" IS NOT NULL;
