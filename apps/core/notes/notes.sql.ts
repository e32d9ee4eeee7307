import { PASSWORD_TRIES, TOMBSTONE_DAYS } from './note.js';

/**
 * The statements of the notes. Each decision about a note is one statement, so that of any number of callers at the
 * same instant exactly one wins, and each takes the time from PostgreSQL (`clock_timestamp()`, which goes on while a
 * statement waits for a row lock), so that replicas need not agree on the time.
 */

export const NOW = 'clock_timestamp()';
/** For what an index is searched by: PostgreSQL does not search by a time that goes on meanwhile, but looks at every row. */
export const STATEMENT_BEGAN = 'statement_timestamp()';
export const FORGET_AT = `${NOW} + interval '${TOMBSTONE_DAYS} days'`;
const UNLOCKED = `(locked_until IS NULL OR locked_until <= ${NOW})`;
export const NOT_EXPIRED = `(expires_at IS NULL OR expires_at > ${NOW})`;
/** $2 and $3 are the hashes that the caller's password came to; an open note has neither. */
const ALLOWED = `access_hash IS NOT DISTINCT FROM $2 AND password_hash IS NOT DISTINCT FROM $3 AND ${UNLOCKED}`;
/** $5 are the keys that we have: what we could not decrypt must not be burnt. */
const DECRYPTABLE = '(payload.key_id IS NULL OR payload.key_id = ANY ($5::text[]))';
/** A read that waited for an edit of the note sees the note as edited, but the content of before: it must come again. */
const CURRENT = 'payload.revision = note.revision';
/**
 * Times of a note are kept to the millisecond. For counting alone: of two tries with one key at the same instant both may
 * look like the first.
 */
const IS_RETRY = `COALESCE(read_at < ${STATEMENT_BEGAN}::timestamptz(3), false) AS is_retry`;
const OPENED = `id, slug, has_password, keep_before_expiration, created_at, expires_at, read_at, ${IS_RETRY}, payload.key_id, payload.content`;

/** A note may be read by whoever comes first, and again by the same reader until the lease ends. */
const claim = (set: string) => `
  UPDATE note SET read_at = COALESCE(read_at, ${NOW}), read_key_hash = $4::bytea, ${set}
    FROM note_payload AS payload
   WHERE slug = $1 AND payload.note_id = note.id AND ${CURRENT} AND NOT keep_before_expiration AND ${ALLOWED} AND ${DECRYPTABLE}
     AND ((read_at IS NULL AND ${NOT_EXPIRED}) OR (read_key_hash = $4 AND lease_until > ${NOW}))
  RETURNING ${OPENED}`;

const KEPT = `
  SELECT ${OPENED} FROM note JOIN note_payload AS payload ON payload.note_id = note.id
   WHERE slug = $1 AND keep_before_expiration AND ${ALLOWED} AND ${DECRYPTABLE} AND ${NOT_EXPIRED}`;

const LEASE_END = `COALESCE(lease_until, ${NOW} + make_interval(secs => $6::float8))`;

/** The reader can come back: the content stays until the lease of $6 seconds ends. */
export const readWithLease = {
  name: 'read-with-lease',
  text: `
    WITH claimed AS (${claim(`lease_until = ${LEASE_END}, sweep_at = ${LEASE_END}`)})
    SELECT * FROM claimed UNION ALL (${KEPT})`,
};

/** The reader can't come back: the content is erased by the statement that returns it. */
export const readAndErase = {
  name: 'read-and-erase',
  text: `
    WITH claimed AS (${claim(`sweep_at = ${FORGET_AT}`)}),
    erased AS (DELETE FROM note_payload USING claimed WHERE note_id = claimed.id)
    SELECT * FROM claimed UNION ALL (${KEPT})`,
};

/** Why a note was not given out, and what its reader must prove. */
export const findNote = {
  name: 'find-note',
  text: `
    SELECT slug, sealed, has_password, keep_before_expiration, access_hash, password_hash, created_at, expires_at, read_at,
           (SELECT key_id FROM note_payload WHERE note_id = note.id) AS key_id,
           NOT ${NOT_EXPIRED} AS expired,
           COALESCE(read_key_hash = $2::bytea AND lease_until > ${NOW}, false) AS may_repeat,
           CASE WHEN ${UNLOCKED} THEN NULL ELSE locked_until END AS locked_until,
           CEIL(EXTRACT(EPOCH FROM locked_until - ${NOW}))::int AS locked_seconds
      FROM note WHERE slug = $1`,
};

const IN_WINDOW = `wrong_since > ${NOW} - interval '${PASSWORD_TRIES.windowMinutes} minutes'`;

/** Counts one wrong password, unless the note is locked: a thousand parallel tries get exactly ten answers. */
export const countWrongTry = {
  name: 'count-wrong-try',
  text: `
    UPDATE note SET
      wrong_tries = CASE WHEN ${IN_WINDOW} THEN wrong_tries + 1 ELSE 1 END,
      wrong_since = CASE WHEN ${IN_WINDOW} THEN wrong_since ELSE ${NOW} END,
      locked_until = CASE WHEN ${IN_WINDOW} AND wrong_tries + 1 >= ${PASSWORD_TRIES.allowed}
                          THEN ${NOW} + interval '${PASSWORD_TRIES.lockMinutes} minutes' END
    WHERE slug = $1 AND ${UNLOCKED}
    RETURNING ${PASSWORD_TRIES.allowed} - wrong_tries AS tries_left, locked_until`,
};

export const erasePayloadOf = (found: string) =>
  `DELETE FROM note_payload USING ${found} WHERE note_id = ${found}.id`;

/** The reader has the content: it is erased before the lease ends. */
export const acknowledge = {
  name: 'acknowledge-note',
  text: `
    WITH read AS (
      UPDATE note SET lease_until = ${NOW}, sweep_at = ${FORGET_AT} WHERE slug = $1 AND read_key_hash = $2 RETURNING id),
    erased AS (${erasePayloadOf('read')} RETURNING note_id)
    SELECT EXISTS (SELECT FROM erased) AS erased FROM read`,
};

/** Found by its receipt; a deleted note has no slug any more. */
export const findByReceipt = {
  name: 'find-by-receipt',
  text: `
    SELECT expires_at, read_at, deleted_at, NOT ${NOT_EXPIRED} AS expired
      FROM note WHERE receipt_hash = $2 AND (slug = $1 OR slug IS NULL)`,
};

export const deleteByReceipt = {
  name: 'delete-by-receipt',
  text: `
    WITH deleted AS (
      UPDATE note SET slug = NULL, deleted_at = COALESCE(deleted_at, ${NOW}), sweep_at = ${FORGET_AT}
       WHERE receipt_hash = $2 AND (slug = $1 OR slug IS NULL) RETURNING id),
    erased AS (${erasePayloadOf('deleted')} RETURNING note_id)
    SELECT EXISTS (SELECT FROM erased) AS erased FROM deleted`,
};
