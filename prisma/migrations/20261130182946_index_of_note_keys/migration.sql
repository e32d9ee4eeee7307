-- Alone in its migration, since CONCURRENTLY, which does not block writes, runs in no transaction.
CREATE INDEX CONCURRENTLY "note_payload_key_fingerprint_key_id_idx" ON "note_payload"("key_fingerprint", "key_id") WHERE (key_id IS NOT NULL);
