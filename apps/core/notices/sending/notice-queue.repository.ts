import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import * as sql from './notice-queue.sql.js';

export interface HappenedNotice {
  kind: 'read' | 'expired';
  createdAt: Date;
  happenedAt: Date;
}

export interface DueNotices {
  /** Null if no mail may go to the account. */
  email: string | null;
  /** In the order in which they happened. */
  notices: HappenedNotice[];
}

@Injectable()
export class NoticeQueueRepository {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  async findDue(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(sql.findDueRecipients, [limit]);
    return rows.map(({ id }) => id);
  }

  /** Removes what happened, in the transaction that adds its mail. Null if another process does. */
  async take(tx: Transaction, recipientId: string): Promise<DueNotices | null> {
    const [claimed] = await tx.query<{ email: string | null }>(sql.claimRecipient, [recipientId]);
    if (claimed === undefined) return null;
    const notices = await tx.query<HappenedNotice>(sql.takeNotices, [recipientId]);
    if (notices.length === 0) return null;
    await tx.query(sql.markMailed, [recipientId]);
    const inOrder = notices.toSorted((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime());
    return { ...claimed, notices: inOrder };
  }
}
