const NOW = 'clock_timestamp()';

export const TOMBSTONE_DAYS = 30;
export const TOMBSTONE_EXPIRES_AT = `${NOW} + interval '${TOMBSTONE_DAYS} days'`;

const WITHOUT_LABEL = 'label = NULL, label_key_id = NULL, label_key_fingerprint = NULL';

/** The tombstone keeps its slug, so that no other note appears under an old link. */
export const BECOMES_TOMBSTONE = `
  deleted_at = ${NOW}, sweep_at = ${TOMBSTONE_EXPIRES_AT}, ${WITHOUT_LABEL}`;

/** Erases all notes, or those since $2. Tombstones without an author outlive the account and keep slugs reserved. */
export const eraseNotesOfAccount = {
  name: 'erase-notes-of-account',
  text: `
    WITH deleted AS (
      UPDATE note SET author_id = NULL, ${WITHOUT_LABEL}, password_hash = NULL,
                      deleted_at = COALESCE(deleted_at, ${NOW}),
                      sweep_at = CASE WHEN deleted_at IS NULL THEN ${TOMBSTONE_EXPIRES_AT} ELSE sweep_at END
       WHERE author_id = $1::uuid AND ($2::timestamptz IS NULL OR created_at >= $2) RETURNING id)
    DELETE FROM note_payload USING deleted WHERE note_id = deleted.id`,
};
