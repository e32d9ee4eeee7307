import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { Database } from '#libs/database';
import { CONFIG } from '../../tokens.js';

/** Wrong passwords that cost nothing yet: from one network, and from all of them together. */
const FREE = { fromNetwork: 5, fromAll: 50 };
const MAX_DELAY_SECONDS = 900;
const FORGET = `interval '24 hours'`;
const NOW = 'clock_timestamp()';

/**
 * Counts an attempt before its password is looked at, unless the key has to wait: a thousand parallel attempts are
 * counted as a thousand. After the free ones each doubles the wait.
 */
const COUNTED = `CASE WHEN sign_in_failure.last_failed_at > ${NOW} - ${FORGET} THEN sign_in_failure.failures + 1 ELSE 1 END`;
const countAttempt = {
  name: 'count-sign-in-attempt',
  text: `
    INSERT INTO sign_in_failure AS sign_in_failure (key, failures, last_failed_at) VALUES ($1::bytea, 1, ${NOW})
    ON CONFLICT (key) DO UPDATE SET failures = ${COUNTED}, last_failed_at = ${NOW},
      blocked_until = CASE WHEN ${COUNTED} >= $2::int
        THEN ${NOW} + make_interval(secs => LEAST(${MAX_DELAY_SECONDS}, power(2, LEAST(${COUNTED} - $2::int, 10)))) END
    WHERE sign_in_failure.blocked_until IS NULL OR sign_in_failure.blocked_until <= ${NOW}
    RETURNING failures`,
};
const waitOf = {
  name: 'sign-in-wait',
  text: `SELECT CEIL(EXTRACT(EPOCH FROM blocked_until - ${NOW}))::int AS seconds FROM sign_in_failure WHERE key = $1::bytea`,
};
const forget = { name: 'forget-sign-in-failures', text: `DELETE FROM sign_in_failure WHERE key = $1::bytea` };
const takeBack = {
  name: 'take-back-sign-in-attempt',
  text: `UPDATE sign_in_failure SET failures = GREATEST(failures - 1, 0), blocked_until = NULL WHERE key = $1::bytea`,
};
/** The time at which the statement began, since an index is not searched by one that goes on meanwhile. */
const sweep = {
  name: 'sweep-sign-in-failures',
  text: `DELETE FROM sign_in_failure WHERE last_failed_at < statement_timestamp() - ${FORGET} RETURNING key`,
};
export const signInStatements = { countAttempt, waitOf, forget, takeBack, sweep };

/** Which count an attempt was refused by. */
export type Throttled = { by: 'network' | 'account'; seconds: number };

/**
 * Slows the guessing of passwords, for an account from one network and, later, from anywhere. Nobody is locked out for
 * good: a wait is 15 minutes at most, the owner's networks are exempt from the second one, and a reset link always works.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Counts an attempt; null when it may go on. */
  async attempt(account: string, network: string): Promise<Throttled | null> {
    if (!this.config.rateLimit.enabled) return null;
    const fromNetwork = await this.count(networkKey(account, network), FREE.fromNetwork);
    if (fromNetwork !== null) return { by: 'network', seconds: fromNetwork };
    const fromAll = await this.count(accountKey(account), FREE.fromAll);
    return fromAll === null ? null : { by: 'account', seconds: fromAll };
  }

  /** The password was right. */
  async succeeded(account: string, network: string): Promise<void> {
    await this.database.query(forget, [networkKey(account, network)]);
    await this.database.query(takeBack, [accountKey(account)]);
  }

  /** The password was never looked at. */
  async cancelAttempt(account: string, network: string): Promise<void> {
    await this.database.query(takeBack, [networkKey(account, network)]);
    await this.database.query(takeBack, [accountKey(account)]);
  }

  /** The owner has proved who they are in another way. */
  async reset(account: string, network: string): Promise<void> {
    await this.database.query(forget, [networkKey(account, network)]);
    await this.database.query(forget, [accountKey(account)]);
  }

  async sweep(): Promise<void> {
    await this.database.query(sweep, []);
  }

  /** Null when it was counted, else the seconds to wait. */
  private async count(key: Buffer, free: number): Promise<number | null> {
    if ((await this.database.query(countAttempt, [key, free])).length > 0) return null;
    const [row] = await this.database.query<{ seconds: number | null }>(waitOf, [key]);
    return Math.max(1, row?.seconds ?? 1);
  }
}

function networkKey(account: string, network: string): Buffer {
  return createHash('sha256').update(`network\0${account}\0${network}`).digest();
}

function accountKey(account: string): Buffer {
  return createHash('sha256').update(`account\0${account}`).digest();
}
