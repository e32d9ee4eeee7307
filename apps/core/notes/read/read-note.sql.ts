import { TOMBSTONE_EXPIRES_AT } from '../../note-tombstones.sql.js';
import { PASSWORD_ATTEMPTS } from '../note.js';
import { erasePayload, NOT_EXPIRED, NOW, STATEMENT_START } from '../notes.sql.js';

const RECENT_READ_KEYS = 32;
/** Only its author's new password unlocks a plain note then. An access proof of 256 bits needs no such ceiling. */
const EXHAUSTED = `(NOT sealed AND wrong_tries_total >= ${PASSWORD_ATTEMPTS.inTotal})`;
const UNLOCKED = `((locked_until IS NULL OR locked_until <= ${NOW}) AND NOT ${EXHAUSTED})`;
/** $2 and $3 are the hashes of the reader's password; both are null for a note without one. */
const ALLOWED = `access_hash IS NOT DISTINCT FROM $2 AND password_hash IS NOT DISTINCT FROM $3 AND (sealed OR ${UNLOCKED})`;
/** $6: fingerprint of the key that decrypted it; null for a sealed note. Rows of earlier versions have none. */
const DECRYPTED = 'COALESCE(payload.key_fingerprint, $6::bytea) IS NOT DISTINCT FROM $6';
/** Only for metrics: two reads with one key at the same instant may both look like the first. Columns hold milliseconds. */
const IS_RETRY = `COALESCE(COALESCE(read_at, last_read_at) < ${STATEMENT_START}::timestamptz(3), false)`;
const OUTCOME = `id, read_at AS "readAt", ${IS_RETRY} AS "isRetry"`;

/** The first reader claims the note; the same reader may repeat the read until the lease expires. */
const READABLE = `((read_at IS NULL AND ${NOT_EXPIRED}) OR (read_key_hash = $4::bytea AND lease_until > ${NOW}))`;

const META = `slug, has_password AS "hasPassword", keep_before_expiration AS reusable, created_at AS "createdAt",
           expires_at AS "expiresAt"`;
const CONTENT = 'payload.key_id AS "keyId", payload.key_fingerprint AS "keyFingerprint", payload.content';

/** Changes nothing: content is decrypted before the note is claimed, so that a wrong key never destroys it. */
export const findReadable = {
  name: 'find-readable-note',
  text: `
    SELECT id, ${META}, payload.revision, ${CONTENT}
      FROM note JOIN note_payload AS payload ON payload.note_id = note.id
     WHERE slug = $1 AND deleted_at IS NULL AND ${ALLOWED} AND ${READABLE}`,
};

/** A claim that waited for a deletion sees the old payload row, but the deleted note row. */
const FOUND = `deleted_at IS NULL AND payload.note_id = note.id AND payload.revision = note.revision AND ${READABLE}`;
/** $5: revision of the content that was decrypted. An edit since then, even one that this statement waited for, fails it. */
const BY_ID = `id = $1::uuid AND note.revision = $5 AND ${DECRYPTED} AND ${ALLOWED}`;
const SEALED_BY_SLUG = 'slug = $1 AND sealed AND access_hash = $2';

const burnt = (value: string, column: string) =>
  `${column} = CASE WHEN keep_before_expiration THEN ${column} ELSE ${value} END`;
/** Each read key of a reusable note counts once, while it is among the recent ones. */
const counted = (value: string, column: string) =>
  `${column} = CASE WHEN NOT keep_before_expiration OR COALESCE($4::bytea = ANY (recent_read_keys), false)
                    THEN ${column} ELSE ${value} END`;

const claim = (found: string, set: string, returned: string) => `
  UPDATE note SET
    ${burnt(`COALESCE(read_at, ${NOW})`, 'read_at')}, ${burnt('$4', 'read_key_hash')}, ${set},
    ${counted('reads + 1', 'reads')}, ${counted(NOW, 'last_read_at')},
    ${counted(
      `CASE WHEN $4 IS NULL THEN recent_read_keys
            ELSE (array_prepend($4::bytea, recent_read_keys))[1:${RECENT_READ_KEYS}] END`,
      'recent_read_keys',
    )}
    FROM note_payload AS payload
   WHERE ${found} AND ${FOUND}
  RETURNING ${returned}`;

const leaseEnd = (seconds: string) =>
  `COALESCE(lease_until, ${NOW} + make_interval(secs => ${seconds}::float8))`;
/** Changes the indexed `sweep_at` only of a note that expires within the lease: otherwise the update writes no index (HOT). */
const leased = (seconds: string) => `${burnt(leaseEnd(seconds), 'lease_until')},
    ${burnt(`CASE WHEN sweep_at < ${leaseEnd(seconds)} THEN ${leaseEnd(seconds)} ELSE sweep_at END`, 'sweep_at')}`;
const BEGIN_LEASE = `
    INSERT INTO note_lease (due_at, note_id) SELECT lease_until, id FROM claimed WHERE NOT "isRetry" AND lease_until IS NOT NULL`;
const UNDER_LEASE = `${OUTCOME}, lease_until`;

/** Atomic decision: burns the note, and keeps the content for a retry during a lease of $7 seconds. */
export const readWithLease = {
  name: 'read-with-lease',
  text: `
    WITH claimed AS (${claim(BY_ID, leased('$7'), UNDER_LEASE)}), leased AS (${BEGIN_LEASE})
    SELECT * FROM claimed`,
};

/** Finds, claims and returns sealed content, which needs no decryption, with a lease of $3 seconds. */
export const readSealedWithLease = {
  name: 'read-sealed-with-lease',
  text: `
    WITH claimed AS (${claim(SEALED_BY_SLUG, leased('$3'), `${UNDER_LEASE}, ${META}, ${CONTENT}`)}), leased AS (${BEGIN_LEASE})
    SELECT * FROM claimed`,
};

/** Atomic decision: burns the note and erases the content, since a reader without a key cannot retry. */
export const readAndErase = {
  name: 'read-and-erase',
  text: `
    WITH claimed AS (${claim(BY_ID, burnt(TOMBSTONE_EXPIRES_AT, 'sweep_at'), `${OUTCOME}, keep_before_expiration`)}),
    burnt AS (SELECT id FROM claimed WHERE NOT keep_before_expiration),
    erased AS (${erasePayload('burnt')})
    SELECT id, "readAt", "isRetry" FROM claimed`,
};

export const findNote = {
  name: 'find-note',
  text: `
    SELECT slug, sealed, has_password AS "hasPassword", keep_before_expiration AS reusable, access_hash AS "accessHash",
           password_hash AS "passwordHash", link_hash AS "linkHash", created_at AS "createdAt", expires_at AS "expiresAt",
           read_at AS "readAt", NOT ${NOT_EXPIRED} AS expired,
           COALESCE(read_key_hash = $2::bytea AND lease_until > ${NOW}, false) AS "canRetryRead",
           NOT ${UNLOCKED} AS locked,
           CASE WHEN NOT ${EXHAUSTED} THEN locked_until END AS "lockedUntil",
           CEIL(EXTRACT(EPOCH FROM locked_until - ${NOW}))::int AS "lockedSeconds"
      FROM note WHERE slug = $1 AND deleted_at IS NULL`,
};

const IN_WINDOW = `wrong_since > ${NOW} - interval '${PASSWORD_ATTEMPTS.windowMinutes} minutes'`;

/** Atomic decision: counts a wrong password and locks the note, so that parallel attempts get no more than the limit. */
export const recordWrongPassword = {
  name: 'count-wrong-try',
  text: `
    UPDATE note SET
      wrong_tries = CASE WHEN ${IN_WINDOW} THEN wrong_tries + 1 ELSE 1 END,
      wrong_since = CASE WHEN ${IN_WINDOW} THEN wrong_since ELSE ${NOW} END,
      locked_until = CASE WHEN ${IN_WINDOW} AND wrong_tries + 1 >= ${PASSWORD_ATTEMPTS.allowed}
                          THEN ${NOW} + interval '${PASSWORD_ATTEMPTS.lockMinutes} minutes' END,
      wrong_tries_total = LEAST(wrong_tries_total + 1, ${PASSWORD_ATTEMPTS.inTotal})
    WHERE slug = $1 AND deleted_at IS NULL AND read_at IS NULL AND ${UNLOCKED}
    RETURNING CASE WHEN ${EXHAUSTED} THEN 0 ELSE ${PASSWORD_ATTEMPTS.allowed} - wrong_tries END AS "attemptsLeft",
              CASE WHEN NOT ${EXHAUSTED} THEN locked_until END AS "lockedUntil"`,
};

const IS_DUE_WITH_LEASE = "sweep_at <= lease_until + interval '1 second'";

/** Atomic decision: only the key that read the note ends the lease, and with it the content. */
export const acknowledge = {
  name: 'acknowledge-note',
  text: `
    WITH read AS (
      UPDATE note SET lease_until = ${NOW},
                      sweep_at = CASE WHEN ${IS_DUE_WITH_LEASE} THEN ${TOMBSTONE_EXPIRES_AT} ELSE sweep_at END
       WHERE slug = $1 AND deleted_at IS NULL AND read_key_hash = $2 RETURNING id),
    erased AS (${erasePayload('read')} RETURNING note_id)
    SELECT EXISTS (SELECT FROM erased) AS erased FROM read`,
};
