import type { Database, Transaction } from '#libs/database';
import type { TraceContext } from '#libs/observability';
import * as sql from './outbox.sql.js';

/** Mails in the outbox that are neither sent nor dead. */
export interface Backlog {
  waiting: number;
  /** Age of the oldest; 0 without any. */
  oldestSeconds: number;
}

export interface DueRow extends TraceContext {
  id: string;
  payload: Uint8Array;
  createdAt: Date;
  deadline: Date;
  publishings: number;
}

export interface DeadRow {
  id: string;
  payload: Uint8Array | null;
  reason: string;
  createdAt: Date;
  deadline: Date;
}

export interface RedrivableRow {
  id: string;
  payload: Uint8Array;
  deadline: Date;
}

interface NewRow extends Partial<TraceContext> {
  id: string;
  payload: Uint8Array<ArrayBuffer>;
  deadline: Date;
}

const SUBJECT = 'mailer.send';

export class OutboxRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Transaction, row: NewRow): Promise<void> {
    await tx.outbox.create({ data: { ...row, subject: SUBJECT } });
  }

  /** Inserts a row that no relay publishes. */
  async insertClosed(tx: Transaction, row: NewRow): Promise<void> {
    const data = { ...row, subject: SUBJECT, nextAt: null, closedAt: row.deadline };
    await tx.outbox.create({ data });
  }

  /** Closes rows past their deadline and returns them. */
  expire(): Promise<({ id: string } & TraceContext)[]> {
    return this.database.query<{ id: string } & TraceContext>(sql.expire, []);
  }

  /** Claims due rows: for 30 s no other relay gets them. */
  claim(limit: number): Promise<DueRow[]> {
    return this.database.query<DueRow>(sql.claim, [limit]);
  }

  async markPublished({ id, publishings }: DueRow): Promise<void> {
    await this.database.query(sql.markPublished, [id, publishings]);
  }

  async postpone({ id, publishings }: DueRow, delayMs: number): Promise<void> {
    await this.database.query(sql.postpone, [id, publishings, delayMs]);
  }

  async markSent(id: string): Promise<void> {
    await this.database.query(sql.markSent, [id]);
  }

  /** @param until RFC 3339; a time past the deadline counts as the deadline */
  async defer(id: string, until: string): Promise<void> {
    await this.database.query(sql.defer, [id, until]);
  }

  async deadLetter(id: string, reason: string): Promise<void> {
    await this.database.query(sql.deadLetter, [id, reason]);
  }

  async backlog(): Promise<Backlog> {
    const [row] = await this.database.query<Backlog>(sql.backlog, []);
    return row ?? { waiting: 0, oldestSeconds: 0 };
  }

  /** Erases payloads that can no longer be sent, and deletes rows closed 7 days ago. */
  async clean(): Promise<void> {
    await this.database.query(sql.erasePayloads, []);
    await this.database.query(sql.deleteClosed, []);
  }

  listDead(): Promise<DeadRow[]> {
    return this.database.query<DeadRow>(sql.listDead, []);
  }

  findRedrivable(id: string | null): Promise<RedrivableRow[]> {
    return this.database.query<RedrivableRow>(sql.findRedrivable, [id]);
  }

  /** Makes a dead row due under a new id; false if another process was first. */
  async redrive(from: string, to: string, payload: Uint8Array): Promise<boolean> {
    return (await this.database.query(sql.redrive, [from, to, payload])).length > 0;
  }
}
