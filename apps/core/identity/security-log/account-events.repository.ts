import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import type { PageCursor } from '../../http/paging/page-cursor.js';
import { coarseNetwork, FAILED_ATTEMPTS, type AccountEvent, type AccountEventKind } from './account-event.js';
import * as sql from './account-events.sql.js';

export interface StoredEvent {
  id: string;
  kind: AccountEventKind;
  createdAt: Date;
  occurrences: number;
  browser: string | null;
  network: string | null;
  detail: string | null;
}

const NEWEST: PageCursor = { createdAt: new Date('9999-12-31'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const attempts: readonly AccountEventKind[] = FAILED_ATTEMPTS;

@Injectable()
export class AccountEventsRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Pick<Transaction, 'query'> | null, event: AccountEvent): Promise<void> {
    const { userId, kind, client, detail = null } = event;
    const seen = client && { browser: client.browser, network: coarseNetwork(client.network) };
    const values = [kind, seen?.browser ?? null, seen?.network ?? null, detail];
    const executor = tx ?? this.database;
    if (attempts.includes(kind)) {
      if ((await executor.query(sql.repeatEvent, [userId, ...values])).length > 0) return;
    }
    await executor.query(sql.insertEvent, [randomUUID(), userId, ...values]);
    await executor.query(sql.pruneEvents, [userId]);
  }

  list(userId: string, after: PageCursor | null, limit: number): Promise<StoredEvent[]> {
    const { createdAt, id } = after ?? NEWEST;
    return this.database.query(sql.listEvents, [userId, createdAt, id, limit]);
  }

  async sweep(): Promise<void> {
    await this.database.query(sql.sweepEvents, []);
  }
}
