-- Alone in its migration, since CONCURRENTLY, which does not block writes, runs in no transaction.
CREATE INDEX CONCURRENTLY "webhook_key_fingerprint_key_id_idx" ON "webhook"("key_fingerprint", "key_id");
