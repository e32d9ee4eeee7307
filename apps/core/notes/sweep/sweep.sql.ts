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

export const sweepLag = {
  name: 'sweep-lag',
  text: `
    SELECT EXTRACT(EPOCH FROM ${STATEMENT_START} - sweep_at)::float8 AS seconds FROM note
     WHERE sweep_at <= ${STATEMENT_START} ORDER BY sweep_at LIMIT 1`,
};
