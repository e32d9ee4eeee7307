import { TOMBSTONE_EXPIRES_AT } from '../../note-tombstones.sql.js';
import { erasePayload, STATEMENT_START } from '../notes.sql.js';

/** Atomic decision: erases due content and deletes old tombstones, $1 notes at a time, skipping those of other sweepers. */
export const sweep = {
  name: 'sweep-notes',
  text: `
    WITH due AS (
      SELECT id, read_at, sealed, keep_before_expiration AS reusable FROM note
       WHERE sweep_at <= ${STATEMENT_START} ORDER BY sweep_at LIMIT $1 FOR UPDATE SKIP LOCKED),
    erased AS (${erasePayload('due')} RETURNING note_id, sealed, read_at IS NULL AS expired, reusable),
    tombstoned AS (UPDATE note SET sweep_at = ${TOMBSTONE_EXPIRES_AT} FROM erased WHERE id = erased.note_id),
    deleted AS (
      DELETE FROM note USING due
       WHERE note.id = due.id AND NOT EXISTS (SELECT FROM note_payload WHERE note_id = due.id) RETURNING note.id)
    SELECT count(*) FILTER (WHERE NOT expired)::int AS read,
           count(*) FILTER (WHERE expired)::int AS expired,
           count(*) FILTER (WHERE expired AND NOT reusable AND sealed)::int AS "sealedUnread",
           count(*) FILTER (WHERE expired AND NOT reusable AND NOT sealed)::int AS "plainUnread",
           (SELECT count(*)::int FROM deleted) AS tombstones
      FROM erased`,
};

/** Atomic decision: ends $1 leases and erases their content. Locks notes first, as their other statements do. */
export const endLeases = {
  name: 'end-leases',
  text: `
    WITH due AS MATERIALIZED (
      SELECT ctid AS place, note_id FROM note_lease
       WHERE due_at <= ${STATEMENT_START} ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED),
    found AS MATERIALIZED (SELECT id FROM note WHERE id = ANY (ARRAY(SELECT note_id FROM due))),
    locked AS MATERIALIZED (
      SELECT id FROM note WHERE id = ANY (ARRAY(SELECT note_id FROM due)) FOR UPDATE SKIP LOCKED),
    ended AS (
      DELETE FROM note_lease WHERE ctid = ANY (ARRAY(
        SELECT place FROM due WHERE note_id IN (SELECT id FROM locked) OR note_id NOT IN (SELECT id FROM found)))
      RETURNING note_id),
    tombstoned AS (UPDATE note SET sweep_at = ${TOMBSTONE_EXPIRES_AT} WHERE id = ANY (ARRAY(SELECT id FROM locked))),
    erased AS (DELETE FROM note_payload WHERE note_id = ANY (ARRAY(SELECT id FROM locked)) RETURNING note_id)
    SELECT (SELECT count(*)::int FROM ended) AS ended, (SELECT count(*)::int FROM erased) AS erased`,
};

export const sweepLag = {
  name: 'sweep-lag',
  text: `
    SELECT COALESCE(EXTRACT(EPOCH FROM ${STATEMENT_START} - LEAST(note, lease)), 0)::float8 AS seconds
      FROM (SELECT (SELECT min(sweep_at) FROM note WHERE sweep_at <= ${STATEMENT_START}) AS note,
                   (SELECT min(due_at) FROM note_lease WHERE due_at <= ${STATEMENT_START}) AS lease) AS due`,
};
