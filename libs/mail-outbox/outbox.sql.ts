/** Exceeds the time to publish a batch; after it any relay may claim the row again. */
const CLAIM_SECONDS = 30;
/** Time without a report after which a mail is published again. */
const REPORT_SECONDS = 300;
const KEEP_DAYS = 7;

const TRACE_CONTEXT = 'request_id AS "requestId", traceparent';

/** Stable within a statement, so that an index serves it. `clock_timestamp()` would read every row. */
const STARTED = 'statement_timestamp()';

/* Named statements: each is one atomic transition at PostgreSQL's time, which any number of relays may attempt. */

export const expire = {
  name: 'outbox-expire',
  text: `UPDATE outbox SET closed_at = clock_timestamp(), next_at = NULL, payload = NULL, dead_reason = 'expired'
    WHERE next_at <= ${STARTED} AND deadline <= clock_timestamp()
    RETURNING id, ${TRACE_CONTEXT}`,
};

export const claim = {
  name: 'outbox-claim',
  text: `UPDATE outbox SET next_at = clock_timestamp() + interval '${CLAIM_SECONDS} s'
    WHERE id IN (
      SELECT id FROM outbox
      WHERE next_at <= ${STARTED} AND deadline > clock_timestamp() AND payload IS NOT NULL
      ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING id, payload, created_at AS "createdAt", deadline, publishings, ${TRACE_CONTEXT}`,
};

export const markPublished = {
  name: 'outbox-published',
  text: `UPDATE outbox SET publishings = publishings + 1,
      next_at = greatest(next_at, clock_timestamp() + interval '${REPORT_SECONDS} s')
    WHERE id = $1 AND publishings = $2 AND closed_at IS NULL`,
};

export const postpone = {
  name: 'outbox-postpone',
  text: `UPDATE outbox SET next_at = clock_timestamp() + $3 * interval '1 ms'
    WHERE id = $1 AND publishings = $2 AND closed_at IS NULL`,
};

/** Also corrects a row that was dead-lettered. */
export const markSent = {
  name: 'outbox-sent',
  text: `UPDATE outbox SET closed_at = clock_timestamp(), next_at = NULL, payload = NULL, dead_reason = NULL
    WHERE id = $1 AND (closed_at IS NULL OR dead_reason IS NOT NULL)`,
};

export const defer = {
  name: 'outbox-deferred',
  text: `UPDATE outbox SET next_at =
      least(greatest($2::timestamptz, clock_timestamp()), deadline) + interval '${REPORT_SECONDS} s'
    WHERE id = $1 AND closed_at IS NULL`,
};

/** The payload stays, so that the mail can be redriven. */
export const deadLetter = {
  name: 'outbox-dead',
  text: `UPDATE outbox SET closed_at = clock_timestamp(), next_at = NULL, dead_reason = $2
    WHERE id = $1 AND closed_at IS NULL`,
};

/** Includes decoys, which are inserted closed and with a payload. */
export const erasePayloads = {
  name: 'outbox-erase',
  text: `UPDATE outbox SET payload = NULL
    WHERE closed_at IS NOT NULL AND payload IS NOT NULL AND deadline <= ${STARTED}`,
};

export const deleteClosed = {
  name: 'outbox-delete',
  text: `DELETE FROM outbox WHERE closed_at < ${STARTED} - interval '${KEEP_DAYS} d'`,
};

export const backlog = {
  name: 'outbox-backlog',
  text: `SELECT count(*)::int AS waiting,
      coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS "oldestSeconds"
    FROM outbox WHERE next_at IS NOT NULL`,
};

export const listDead = {
  name: 'dead-mails-list',
  text: `SELECT id, payload, dead_reason AS reason, created_at AS "createdAt", deadline FROM outbox
    WHERE dead_reason IS NOT NULL ORDER BY created_at`,
};

export const findRedrivable = {
  name: 'dead-mails-sendable',
  text: `SELECT id, payload, deadline FROM outbox
    WHERE dead_reason IS NOT NULL AND payload IS NOT NULL AND deadline > clock_timestamp()
      AND ($1::text IS NULL OR id::text = $1)
    ORDER BY created_at`,
};

export const redrive = {
  name: 'dead-mails-redrive',
  text: `UPDATE outbox SET id = $2, payload = $3, closed_at = NULL, dead_reason = NULL, publishings = 0,
      next_at = clock_timestamp()
    WHERE id = $1 AND dead_reason IS NOT NULL AND deadline > clock_timestamp()
    RETURNING id`,
};
