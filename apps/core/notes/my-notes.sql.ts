import { erasePayloadOf, FORGET_AT, NOT_EXPIRED, NOW } from './notes.sql.js';

/**
 * The statements of a note's author. Whether the note is the caller's and still unread is decided by the statement that
 * changes it: of a change and a read at the same instant one wins.
 */

const OWN = 'slug = $1 AND author_id = $2::uuid';
const OWN_UNREAD = `${OWN} AND read_at IS NULL AND ${NOT_EXPIRED}`;

/** Newest first, the notes before the place ($2, $3), at most $4, and no more once their content came to $5 bytes. */
const list = (state: string) => `
    WITH listed AS (
      SELECT * FROM note
       WHERE author_id = $1::uuid AND slug IS NOT NULL AND ${state} AND (created_at, id) < ($2::timestamptz, $3::uuid)
       ORDER BY created_at DESC, id DESC LIMIT $4::int + 1),
    weighed AS (
      SELECT listed.*, payload.key_id, payload.content, row_number() OVER newest AS place,
             COALESCE(sum(octet_length(payload.content)) OVER newest - COALESCE(octet_length(payload.content), 0), 0) AS bytes_before
        FROM listed LEFT JOIN note_payload AS payload
          ON payload.note_id = listed.id AND NOT sealed AND NOT has_password AND read_at IS NULL AND ${NOT_EXPIRED}
      WINDOW newest AS (ORDER BY created_at DESC, id DESC))
    SELECT id, slug, sealed, has_password, keep_before_expiration, created_at, expires_at, read_at, key_id, content,
           (SELECT count(*)::int FROM listed) AS found
      FROM weighed WHERE place <= $4 AND bytes_before < $5::bigint ORDER BY place`;

export const listStatements = {
  all: { name: 'list-notes', text: list('true') },
  read: { name: 'list-read-notes', text: list('read_at IS NOT NULL') },
  unread: { name: 'list-unread-notes', text: list('read_at IS NULL') },
};

/** What its author may change, or why not. */
export const findOwn = {
  name: 'find-own-note',
  text: `
    SELECT id, slug, sealed, created_at, expires_at, read_at, NOT ${NOT_EXPIRED} AS expired FROM note WHERE ${OWN}`,
};

/** $3 is whether the time changes, $4 to what, $5 how many seconds a note may live; $6 is null to leave it as it is. */
const EXPIRY = `CASE WHEN $3::boolean THEN LEAST($4::timestamptz, created_at + make_interval(secs => $5::float8)) ELSE expires_at END`;
const KEPT = 'COALESCE($6::boolean, keep_before_expiration)';
const ENDLESS = 'CASE WHEN $3 THEN $4 IS NULL ELSE expires_at IS NULL END';

export const changeExpiry = {
  name: 'change-note-expiry',
  text: `
    UPDATE note SET expires_at = ${EXPIRY}, sweep_at = ${EXPIRY}, keep_before_expiration = ${KEPT}
     WHERE ${OWN_UNREAD} AND COALESCE(${EXPIRY} > ${NOW}, true) AND NOT (${KEPT} AND ${ENDLESS})
    RETURNING id`,
};

/** Whether the time asked for was over already. */
export const explainExpiry = {
  name: 'explain-note-expiry',
  text: `SELECT COALESCE(${EXPIRY} <= ${NOW}, false) AS is_over FROM note WHERE ${OWN}`,
};

/** Guesses at the old password count no more. */
export const changePassword = {
  name: 'change-note-password',
  text: `
    UPDATE note SET password_hash = $3, has_password = true, wrong_tries = 0, wrong_since = NULL, locked_until = NULL
     WHERE ${OWN_UNREAD} AND NOT sealed
    RETURNING id`,
};

/** Of a sealed note the envelope says whether it asks for a password. */
export const changeContent = {
  name: 'change-note-content',
  text: `
    WITH changed AS (
      UPDATE note SET revision = revision + 1, has_password = CASE WHEN sealed THEN $4::boolean ELSE has_password END
       WHERE ${OWN_UNREAD} AND sealed = $3
      RETURNING id, revision)
    UPDATE note_payload SET key_id = $5::text, content = $6::bytea, revision = changed.revision
      FROM changed WHERE note_id = changed.id
    RETURNING note_id`,
};

export const deleteOwn = {
  name: 'delete-own-note',
  text: `
    WITH deleted AS (
      UPDATE note SET slug = NULL, deleted_at = ${NOW}, sweep_at = ${FORGET_AT} WHERE ${OWN} RETURNING id),
    erased AS (${erasePayloadOf('deleted')} RETURNING note_id)
    SELECT EXISTS (SELECT FROM erased) AS erased FROM deleted`,
};
