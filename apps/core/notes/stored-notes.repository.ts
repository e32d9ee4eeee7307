import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import * as sql from './stored-notes.sql.js';
import type { Swept } from './sweeper.metrics.js';

/** How much room notes take, and how what is over gives it back. */
@Injectable()
export class StoredNotesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async sweep(limit: number): Promise<Swept> {
    const [row] = await this.database.query<Swept>(sql.sweep, [limit]);
    return row ?? { read: 0, expired: 0, sealedUnread: 0, plainUnread: 0, tombstones: 0 };
  }

  /** For how many seconds the oldest that is to be swept has been so; 0 when there is none. */
  async sweepLag(): Promise<number> {
    const [row] = await this.database.query<{ seconds: number }>(sql.sweepLag, []);
    return row?.seconds ?? 0;
  }

  /** About. */
  async storedBytes(): Promise<number> {
    const [row] = await this.database.query<{ bytes: number }>(sql.storedBytes, []);
    return row?.bytes ?? 0;
  }

  async storedBytesOf(authorId: string): Promise<number> {
    const [row] = await this.database.query<{ bytes: number }>(sql.storedBytesOf, [authorId]);
    return row?.bytes ?? 0;
  }
}
