import { RESERVED_SLUGS } from '../note.js';
import { NOW } from '../notes.sql.js';

const COLUMNS = `id, slug, sealed, has_password, access_hash, link_hash, password_hash, keep_before_expiration,
                 receipt_hash, request_hash, label, label_key_id, label_key_fingerprint, expires_at, sweep_at`;
const VALUES = `$1::uuid, $2::text, $3::boolean, $4::boolean, $5::bytea, $6::bytea, $7::text, $8::boolean,
                $9::bytea, $10::bytea, $11::bytea, $12::text, $13::bytea, expiry, expiry`;
const NOTIFY = '(SELECT true FROM recipient)';
/** $17: expiry; $18: lifetime in seconds, if there is no expiry; $19: maximum lifetime. */
const EXPIRY = `LEAST(COALESCE($17::timestamptz, now + make_interval(secs => $18::float8)),
                      now + make_interval(secs => $19::float8))`;
/** One instant decides for both: a tombstone loses its slug only to a note that is inserted. */
const ACCEPTED = `
      SELECT expiry FROM (SELECT now, ${EXPIRY} AS expiry FROM (SELECT ${NOW} AS now) AS clock) AS request
       WHERE COALESCE(expiry > now, true) AND $2 <> ALL ('{${RESERVED_SLUGS.join()}}'::text[])`;
const IS_NEW = 'NOT EXISTS (SELECT FROM note WHERE receipt_hash = $9)';
/** $20: hash of the receipt of a deleted note, whose holder may use its slug again. */
const takeBack = (holder: string) =>
  `UPDATE note SET slug = NULL FROM accepted WHERE slug = $2 AND deleted_at IS NOT NULL AND (${holder}) RETURNING note.id`;
/** The aggregate frees the slug before the insert. */
const FREED = '(SELECT count(*) FROM taken_back) AS freed';
const fill = (author: string) =>
  `INSERT INTO note_payload (note_id, key_id, key_fingerprint, content, author_id)
   SELECT id, $14::text, $15::bytea, $16::bytea, ${author} FROM inserted`;
const NOTICE =
  'INSERT INTO note_notice (note_id, recipient_id) SELECT id, recipient_id FROM inserted, recipient';

/** Atomic decision: inserts nothing if the note has expired, its slug is taken or reserved, or its receipt exists. */
export const insertNote = {
  name: 'insert-note',
  text: `
    WITH inserted AS (
      INSERT INTO note (${COLUMNS})
      SELECT ${VALUES} FROM (${ACCEPTED}) AS accepted ON CONFLICT DO NOTHING RETURNING id, expires_at),
    filled AS (${fill('NULL')})
    SELECT expires_at AS "expiresAt" FROM inserted`,
};

/** $21: recipient of a notice, or null. */
export const insertNoteOverTombstone = {
  name: 'insert-note-over-tombstone',
  text: `
    WITH accepted AS MATERIALIZED (${ACCEPTED} AND ${IS_NEW}),
    taken_back AS (${takeBack('receipt_hash = $20')}),
    recipient AS (SELECT id AS recipient_id FROM notice_recipient WHERE id = $21::uuid),
    inserted AS (
      INSERT INTO note (${COLUMNS}, notify)
      SELECT ${VALUES}, ${NOTIFY} FROM accepted, ${FREED} ON CONFLICT DO NOTHING RETURNING id, expires_at),
    filled AS (${fill('NULL')}),
    noticed AS (${NOTICE})
    SELECT expires_at AS "expiresAt" FROM inserted`,
};

/** Atomic decision that also counts the note, with $22: notice wanted, or the account's default. Locks the account: one under deletion gets no note. */
export const insertNoteOfAuthor = {
  name: 'insert-note-of-author',
  text: `
    WITH author AS (SELECT id AS author_id FROM user_account WHERE id = $21::uuid FOR NO KEY UPDATE),
    accepted AS MATERIALIZED (SELECT author_id, expiry FROM author, (${ACCEPTED} AND ${IS_NEW}) AS request),
    taken_back AS (${takeBack('receipt_hash = $20 OR note.author_id = $21::uuid')}),
    recipient AS (
      SELECT id AS recipient_id FROM notice_recipient WHERE user_id = $21::uuid AND COALESCE($22::boolean, is_default)),
    inserted AS (
      INSERT INTO note (${COLUMNS}, notify, author_id)
      SELECT ${VALUES}, ${NOTIFY}, author_id FROM accepted, ${FREED} ON CONFLICT DO NOTHING RETURNING id, expires_at),
    counted AS (
      UPDATE user_account SET notes_created = notes_created + 1 FROM author, inserted
       WHERE user_account.id = author_id),
    filled AS (${fill('$21::uuid')}),
    noticed AS (${NOTICE})
    SELECT expires_at AS "expiresAt" FROM inserted`,
};

export const insertReference = {
  name: 'insert-note-reference',
  text: `
    INSERT INTO note_sequence (note_id, user_id, reference)
    SELECT $1::uuid, id, $3 FROM user_account WHERE id = $2::uuid`,
};

export const deleteReference = {
  name: 'delete-note-reference',
  text: `DELETE FROM note_sequence WHERE note_id = $1::uuid`,
};

/** Reads the expiry by PostgreSQL's clock. A note of an earlier version has no request hash. */
export const explainInsert = {
  name: 'explain-insert',
  text: `
    SELECT COALESCE($1::timestamptz <= ${NOW}, false) AS expired,
           $2::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM user_account WHERE id = $2) AS "authorGone",
           earlier.id IS NOT NULL AS "isRepeated", COALESCE(earlier.request_hash = $4::bytea, true) AS "isSameRequest",
           earlier.slug AS "earlierSlug", earlier.expires_at AS "earlierExpiresAt"
      FROM (SELECT) AS request LEFT JOIN note AS earlier ON earlier.receipt_hash = $3::bytea`,
};
