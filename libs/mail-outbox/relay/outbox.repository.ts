import type { Database } from '#libs/database';
import type { TraceContext } from '#libs/observability';
import type { Backlog } from './outbox.metrics.js';

export interface DueRow extends TraceContext {
  id: string;
  payload: Buffer;
  createdAt: Date;
  deadline: Date;
  publishings: number;
}

/** Longer than a batch takes to publish: then it is whoever's again. */
const CLAIM_SECONDS = 30;
/** Whoever got a message says within this time what became of it, or gets it again. */
const ANSWER_SECONDS = 300;
const KEEP_DAYS = 7;

const ORIGIN = 'request_id AS "requestId", traceparent';

/** What an index is searched by: by a time that goes on meanwhile PostgreSQL would look at every row. */
const BEGAN = 'statement_timestamp()';

const EXPIRE = {
  name: 'outbox-expire',
  text: `UPDATE outbox SET closed_at = clock_timestamp(), next_at = NULL, payload = NULL, dead_reason = 'expired'
    WHERE next_at <= ${BEGAN} AND deadline <= clock_timestamp()
    RETURNING id, ${ORIGIN}`,
};
const CLAIM = {
  name: 'outbox-claim',
  text: `UPDATE outbox SET next_at = clock_timestamp() + interval '${CLAIM_SECONDS} s'
    WHERE id IN (
      SELECT id FROM outbox
      WHERE next_at <= ${BEGAN} AND deadline > clock_timestamp() AND payload IS NOT NULL
      ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING id, payload, created_at AS "createdAt", deadline, publishings, ${ORIGIN}`,
};
/** The mailer may have answered already: then it is closed, or waits for longer. */
const PUBLISHED = {
  name: 'outbox-published',
  text: `UPDATE outbox SET publishings = publishings + 1,
      next_at = greatest(next_at, clock_timestamp() + interval '${ANSWER_SECONDS} s')
    WHERE id = $1 AND publishings = $2 AND closed_at IS NULL`,
};
const POSTPONE = {
  name: 'outbox-postpone',
  text: `UPDATE outbox SET next_at = clock_timestamp() + $3 * interval '1 ms'
    WHERE id = $1 AND publishings = $2 AND closed_at IS NULL`,
};
const SENT = {
  name: 'outbox-sent',
  text: `UPDATE outbox SET closed_at = clock_timestamp(), next_at = NULL, payload = NULL, dead_reason = NULL
    WHERE id = $1 AND (closed_at IS NULL OR dead_reason IS NOT NULL)`,
};
const DEFERRED = {
  name: 'outbox-deferred',
  text: `UPDATE outbox SET next_at =
      least(greatest($2::timestamptz, clock_timestamp()), deadline) + interval '${ANSWER_SECONDS} s'
    WHERE id = $1 AND closed_at IS NULL`,
};
/** The payload stays, so that the mail can be sent after all. */
const DEAD = {
  name: 'outbox-dead',
  text: `UPDATE outbox SET closed_at = clock_timestamp(), next_at = NULL, dead_reason = $2
    WHERE id = $1 AND closed_at IS NULL`,
};
/** Nobody sends it any more. A decoy goes with the dead mails: it was written closed, with a payload like that of a mail. */
const ERASE = {
  name: 'outbox-erase',
  text: `UPDATE outbox SET payload = NULL
    WHERE closed_at IS NOT NULL AND payload IS NOT NULL AND deadline <= ${BEGAN}`,
};
const DELETE = {
  name: 'outbox-delete',
  text: `DELETE FROM outbox WHERE closed_at < ${BEGAN} - interval '${KEEP_DAYS} d'`,
};

/** What is neither closed nor a decoy has a next time. */
const BACKLOG = {
  name: 'outbox-backlog',
  text: `SELECT count(*)::int AS waiting,
      coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS "oldestSeconds"
    FROM outbox WHERE next_at IS NOT NULL`,
};

export const outboxStatements = {
  EXPIRE,
  CLAIM,
  PUBLISHED,
  POSTPONE,
  SENT,
  DEFERRED,
  DEAD,
  ERASE,
  DELETE,
  BACKLOG,
};

/** What the relay does to the outbox. All times are the database's. */
export class OutboxRepository {
  constructor(private readonly database: Database) {}

  /** Gives up what came too late. @returns what it was */
  expire(): Promise<({ id: string } & TraceContext)[]> {
    return this.database.query<{ id: string } & TraceContext>(EXPIRE, []);
  }

  /** Takes due rows for a while: nobody else gets them. */
  claim(amount: number): Promise<DueRow[]> {
    return this.database.query<DueRow>(CLAIM, [amount]);
  }

  async published({ id, publishings }: DueRow): Promise<void> {
    await this.database.query(PUBLISHED, [id, publishings]);
  }

  async postpone({ id, publishings }: DueRow, delayMs: number): Promise<void> {
    await this.database.query(POSTPONE, [id, publishings, delayMs]);
  }

  async sent(id: string): Promise<void> {
    await this.database.query(SENT, [id]);
  }

  /** @param until RFC 3339; never taken for later than the deadline */
  async deferred(id: string, until: string): Promise<void> {
    await this.database.query(DEFERRED, [id, until]);
  }

  async dead(id: string, reason: string): Promise<void> {
    await this.database.query(DEAD, [id, reason]);
  }

  async backlog(): Promise<Backlog> {
    const [row] = await this.database.query<Backlog>(BACKLOG, []);
    return row ?? { waiting: 0, oldestSeconds: 0 };
  }

  /** Erases what nobody can send any more, and deletes what was closed 7 days ago. */
  async clean(): Promise<void> {
    await this.database.query(ERASE, []);
    await this.database.query(DELETE, []);
  }
}
