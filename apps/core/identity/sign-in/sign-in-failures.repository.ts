import { Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { hashToken } from '#libs/encryption';
import * as sql from './sign-in-failures.sql.js';

@Injectable()
export class SignInFailuresRepository {
  constructor(private readonly database: Database) {}

  /** Counts an attempt. @returns null, or the seconds of delay if it is too early to count one */
  async count(key: string, freeAttempts: number): Promise<number | null> {
    const hash = hashToken(key);
    if ((await this.database.query(sql.countAttempt, [hash, freeAttempts])).length > 0) return null;
    const [row] = await this.database.query<{ seconds: number | null }>(sql.delayOf, [hash]);
    return Math.max(1, row?.seconds ?? 1);
  }

  async forget(key: string): Promise<void> {
    await this.database.query(sql.forget, [hashToken(key)]);
  }

  async takeBack(key: string): Promise<void> {
    await this.database.query(sql.takeBack, [hashToken(key)]);
  }

  async sweep(): Promise<void> {
    await this.database.query(sql.sweepSignInFailures, []);
  }
}
