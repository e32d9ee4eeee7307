-- DropIndex
DROP INDEX "mail_token_user_id_purpose_idx";

-- CreateIndex
CREATE INDEX "mail_token_user_id_expires_at_idx" ON "mail_token"("user_id", "expires_at");
