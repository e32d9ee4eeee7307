import { RESERVED_SLUGS } from '../note.js';
import { NOW } from '../notes.sql.js';

const COLUMNS = `id, slug, sealed, has_password, access_hash, password_hash, keep_before_expiration, receipt_hash,
                 expires_at, sweep_at`;
const VALUES = `$1::uuid, $2::text, $3::boolean, $4::boolean, $5::bytea, $6::text, $7::boolean, $8::bytea, expiry, expiry`;
const EXPIRY = `LEAST($9::timestamptz, ${NOW} + make_interval(secs => $10::float8)) AS expiry`;
const ACCEPTABLE = `($9::timestamptz IS NULL OR $9::timestamptz > ${NOW})
                    AND $2 <> ALL ('{${RESERVED_SLUGS.join()}}'::text[])`;
const fill = (author: string) => `
    INSERT INTO note_payload (note_id, key_id, content, author_id) SELECT id, $11::text, $12::bytea, ${author} FROM inserted
    RETURNING note_id`;

/** Atomic decision: inserts nothing if the note has expired, its slug is taken or reserved, or its receipt exists. */
export const insertNote = {
  name: 'insert-note',
  text: `
    WITH inserted AS (
      INSERT INTO note (${COLUMNS})
      SELECT ${VALUES} FROM ${EXPIRY} WHERE ${ACCEPTABLE} ON CONFLICT DO NOTHING RETURNING id)
    ${fill('NULL')}`,
};

/** Atomic decision that also counts the note. Locks the account: one under deletion gets no note. */
export const insertNoteOfAuthor = {
  name: 'insert-note-of-author',
  text: `
    WITH author AS (SELECT id AS author_id FROM user_account WHERE id = $13::uuid FOR NO KEY UPDATE),
    inserted AS (
      INSERT INTO note (${COLUMNS}, author_id)
      SELECT ${VALUES}, author_id FROM author, ${EXPIRY} WHERE ${ACCEPTABLE} ON CONFLICT DO NOTHING RETURNING id),
    counted AS (
      UPDATE user_account SET notes_created = notes_created + 1 FROM author, inserted
       WHERE user_account.id = author_id)
    ${fill('$13::uuid')}`,
};

/** Reads the expiry by PostgreSQL's clock. */
export const explainInsert = {
  name: 'explain-insert',
  text: `
    SELECT COALESCE($1::timestamptz <= ${NOW}, false) AS expired,
           (SELECT slug FROM note WHERE receipt_hash = $2) AS "earlierSlug",
           $3::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM user_account WHERE id = $3) AS "authorGone"`,
};
