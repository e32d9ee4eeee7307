import { RESERVED_SLUGS } from './note.js';
import { NOW } from './notes.sql.js';

const COLUMNS = `id, slug, sealed, has_password, access_hash, password_hash, keep_before_expiration, receipt_hash,
                 expires_at, sweep_at`;
const VALUES = `$1::uuid, $2::text, $3::boolean, $4::boolean, $5::bytea, $6::text, $7::boolean, $8::bytea, expiry, expiry`;
const EXPIRY = `LEAST($9::timestamptz, ${NOW} + make_interval(secs => $10::float8)) AS expiry`;
const ACCEPTABLE = `($9::timestamptz IS NULL OR $9::timestamptz > ${NOW})
                    AND $2 <> ALL ('{${RESERVED_SLUGS.join()}}'::text[])`;
const fill = (author: string) => `
    INSERT INTO note_payload (note_id, key_id, content, author_id) SELECT id, $11::text, $12::bytea, ${author} FROM inserted
    RETURNING note_id`;

/** Nothing is inserted when the note has expired, the slug is taken or reserved, or the same create came before. */
export const insertNote = {
  name: 'insert-note',
  text: `
    WITH inserted AS (
      INSERT INTO note (${COLUMNS})
      SELECT ${VALUES} FROM ${EXPIRY} WHERE ${ACCEPTABLE} ON CONFLICT DO NOTHING RETURNING id)
    ${fill('NULL')}`,
};

/**
 * The same for the author $13, counted: a statement of its own, so that a note without an author costs nothing more.
 * The account is locked first, so that one which is being deleted gets no note any more.
 */
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

/** Why nothing was inserted. */
export const explainInsert = {
  name: 'explain-insert',
  text: `
    SELECT $1::timestamptz <= ${NOW} AS expired,
           (SELECT slug FROM note WHERE receipt_hash = $2) AS earlier_slug,
           $3::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM user_account WHERE id = $3) AS author_gone`,
};
