-- Alone in its migration, since CONCURRENTLY, which does not block writes, runs in no transaction.
CREATE INDEX CONCURRENTLY "note_label_key_fingerprint_label_key_id_idx" ON "note"("label_key_fingerprint", "label_key_id") WHERE (label IS NOT NULL);
