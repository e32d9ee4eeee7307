import { BECOMES_TOMBSTONE } from '../../note-tombstones.sql.js';
import { erasePayload, NOT_EXPIRED, NOW } from '../notes.sql.js';

const OWN = 'slug = $1 AND author_id = $2::uuid AND deleted_at IS NULL';
const OWN_UNREAD = `${OWN} AND read_at IS NULL AND ${NOT_EXPIRED}`;

/** Measured hot path: one page of notes after the cursor ($2, $3), at most $4 notes or $5 bytes of content. */
const list = (state: string) => `
    WITH listed AS (
      SELECT * FROM note
       WHERE author_id = $1::uuid AND deleted_at IS NULL AND ${state} AND (created_at, id) < ($2::timestamptz, $3::uuid)
       ORDER BY created_at DESC, id DESC LIMIT $4::int + 1),
    weighed AS (
      SELECT listed.*, payload.key_id, payload.key_fingerprint, payload.content, row_number() OVER newest AS place,
             COALESCE(sum(octet_length(payload.content)) OVER newest - COALESCE(octet_length(payload.content), 0), 0) AS bytes_before
        FROM listed LEFT JOIN note_payload AS payload
          ON payload.note_id = listed.id AND NOT sealed AND NOT has_password AND read_at IS NULL AND ${NOT_EXPIRED}
      WINDOW newest AS (ORDER BY created_at DESC, id DESC))
    SELECT id, slug, sealed, has_password AS "hasPassword", keep_before_expiration AS reusable, created_at AS "createdAt",
           expires_at AS "expiresAt", read_at AS "readAt", reads, last_read_at AS "lastReadAt",
           label, label_key_id AS "labelKeyId", label_key_fingerprint AS "labelKeyFingerprint",
           key_id AS "keyId", key_fingerprint AS "keyFingerprint", content,
           (SELECT count(*)::int FROM listed) AS found
      FROM weighed WHERE place <= $4 AND bytes_before < $5::bigint ORDER BY place`;

export const listStatements = {
  all: { name: 'list-notes', text: list('true') },
  read: { name: 'list-read-notes', text: list('read_at IS NOT NULL') },
  unread: { name: 'list-unread-notes', text: list('read_at IS NULL') },
};

export const findOwn = {
  name: 'find-own-note',
  text: `
    SELECT id, slug, sealed, created_at AS "createdAt", expires_at AS "expiresAt", read_at AS "readAt",
           NOT ${NOT_EXPIRED} AS expired
      FROM note WHERE ${OWN}`,
};

/** $3: whether the expiry changes, to $4 or by $5 seconds; $6: maximum lifetime; $7: null leaves reusability as it is. */
const WANTED = `COALESCE($4::timestamptz, ${NOW} + make_interval(secs => $5::float8))`;
const EXPIRY = `
  CASE WHEN $3::boolean THEN LEAST(${WANTED}, created_at + make_interval(secs => $6::float8)) ELSE expires_at END`;
const REUSABLE = 'COALESCE($7::boolean, keep_before_expiration)';
const ENDLESS = `CASE WHEN $3 THEN ${WANTED} IS NULL ELSE expires_at IS NULL END`;

/** Atomic decision: changes the note only while it is unread and the new expiry lies ahead. */
export const changeExpiry = {
  name: 'change-note-expiry',
  text: `
    UPDATE note SET expires_at = ${EXPIRY}, sweep_at = ${EXPIRY}, keep_before_expiration = ${REUSABLE}
     WHERE ${OWN_UNREAD} AND COALESCE(${EXPIRY} > ${NOW}, true) AND NOT (${REUSABLE} AND ${ENDLESS})
    RETURNING id`,
};

export const explainExpiry = {
  name: 'explain-note-expiry',
  text: `SELECT COALESCE(${EXPIRY} <= ${NOW}, false) AS "wouldExpire" FROM note WHERE ${OWN}`,
};

/** Atomic decision: changes an unread plain note, and lifts its lock with the wrong attempts at the old password. */
export const changePassword = {
  name: 'change-note-password',
  text: `
    UPDATE note SET password_hash = $3, has_password = true, wrong_tries = 0, wrong_since = NULL, locked_until = NULL,
                    wrong_tries_total = 0
     WHERE ${OWN_UNREAD} AND NOT sealed
    RETURNING id`,
};

export const changeLabel = {
  name: 'change-note-label',
  text: `UPDATE note SET label = $3::bytea, label_key_id = $4::text, label_key_fingerprint = $5::bytea WHERE ${OWN} RETURNING id`,
};

/** Atomic decision: replaces note and payload under one revision, so that no read mixes them. */
export const changeContent = {
  name: 'change-note-content',
  text: `
    WITH changed AS (
      UPDATE note SET revision = revision + 1, has_password = CASE WHEN sealed THEN $4::boolean ELSE has_password END,
                      label = CASE WHEN $8::boolean THEN $9::bytea ELSE label END,
                      label_key_id = CASE WHEN $8 THEN $10::text ELSE label_key_id END,
                      label_key_fingerprint = CASE WHEN $8 THEN $11::bytea ELSE label_key_fingerprint END
       WHERE ${OWN_UNREAD} AND sealed = $3
      RETURNING id, revision)
    UPDATE note_payload SET key_id = $5::text, key_fingerprint = $6::bytea, content = $7::bytea, revision = changed.revision
      FROM changed WHERE note_id = changed.id
    RETURNING note_id`,
};

/** Atomic decision: of a deletion and a read at the same instant one gets the content. */
export const deleteOwn = {
  name: 'delete-own-note',
  text: `
    WITH deleted AS (UPDATE note SET ${BECOMES_TOMBSTONE} WHERE ${OWN} RETURNING id),
    erased AS (${erasePayload('deleted')} RETURNING note_id)
    SELECT EXISTS (SELECT FROM erased) AS erased FROM deleted`,
};
