import { erasePayloadOf, FORGET_AT, STATEMENT_BEGAN } from './notes.sql.js';

/** Erases the content of what has expired or whose lease is over, and forgets tombstones, $1 notes at a time. */
export const sweep = {
  name: 'sweep-notes',
  text: `
    WITH due AS (
      SELECT id, read_at, sealed, keep_before_expiration AS kept FROM note
       WHERE sweep_at <= ${STATEMENT_BEGAN} ORDER BY sweep_at LIMIT $1 FOR UPDATE SKIP LOCKED),
    erased AS (${erasePayloadOf('due')} RETURNING note_id, sealed, read_at IS NULL AS expired, kept),
    remembered AS (UPDATE note SET sweep_at = ${FORGET_AT} FROM erased WHERE id = erased.note_id),
    forgotten AS (
      DELETE FROM note USING due
       WHERE note.id = due.id AND NOT EXISTS (SELECT FROM note_payload WHERE note_id = due.id) RETURNING note.id)
    SELECT count(*) FILTER (WHERE NOT expired)::int AS read,
           count(*) FILTER (WHERE expired)::int AS expired,
           count(*) FILTER (WHERE expired AND NOT kept AND sealed)::int AS "sealedUnread",
           count(*) FILTER (WHERE expired AND NOT kept AND NOT sealed)::int AS "plainUnread",
           (SELECT count(*)::int FROM forgotten) AS tombstones
      FROM erased`,
};

/** For how long the oldest that is due has been so. */
export const sweepLag = {
  name: 'sweep-lag',
  text: `
    SELECT EXTRACT(EPOCH FROM ${STATEMENT_BEGAN} - sweep_at)::float8 AS seconds FROM note
     WHERE sweep_at <= ${STATEMENT_BEGAN} ORDER BY sweep_at LIMIT 1`,
};

/** Of all pages while there are few, and of so many when there are more. */
const SAMPLED_BYTES = 16 * 1_024 * 1_024;
const SHARE = `LEAST(100, 100.0 * ${SAMPLED_BYTES} / GREATEST(pg_relation_size('note_payload'), 1))`;

/** How many bytes the content of all notes comes to, about: looking at every one would take minutes when there are very many. */
export const storedBytes = {
  name: 'stored-bytes',
  text: `
    SELECT (COALESCE(sum(octet_length(content)), 0) * 100 / ${SHARE})::float8 AS bytes
      FROM note_payload TABLESAMPLE SYSTEM (${SHARE})`,
};

/** How many bytes the content of an author's notes comes to. */
export const storedBytesOf = {
  name: 'stored-bytes-of-author',
  text: `
    SELECT COALESCE(sum(octet_length(content)), 0)::float8 AS bytes FROM note_payload WHERE author_id = $1::uuid`,
};
