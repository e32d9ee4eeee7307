import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import type { EndedLeases, SweepResult } from './sweep.metrics.js';
import * as sql from './sweep.sql.js';

@Injectable()
export class SweepRepository {
  constructor(private readonly database: Database) {}

  async sweep(limit: number): Promise<SweepResult> {
    const [row] = await this.database.query<SweepResult>(sql.sweep, [limit]);
    return row ?? { read: 0, expired: 0, sealedUnread: 0, plainUnread: 0, tombstones: 0 };
  }

  async endLeases(limit: number): Promise<EndedLeases> {
    const [row] = await this.database.query<EndedLeases>(sql.endLeases, [limit]);
    return row ?? { ended: 0, erased: 0 };
  }

  async lagSeconds(): Promise<number> {
    const [row] = await this.database.query<{ seconds: number }>(sql.sweepLag, []);
    return row?.seconds ?? 0;
  }
}
