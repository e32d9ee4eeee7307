import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { emailKey } from '../email.js';

export interface Identity {
  authority: string;
  subject: string;
}

export type FoundAccount = { id: string; activatedAt: Date | null; isNew: boolean };

@Injectable()
export class OauthRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** All of the work or none of it, while nobody else works for the same identity. */
  transaction<T>(
    { authority, subject }: Identity,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (transaction) => {
      const name = JSON.stringify([authority, subject]);
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
      return work(transaction);
    });
  }

  async findUserId(transaction: Transaction, { authority, subject }: Identity): Promise<string | null> {
    const found = await transaction.userIdentity.findUnique({
      where: { provider_subject: { provider: authority, subject } },
    });
    return found?.userId ?? null;
  }

  /** The account of the address: made now, activated and without a password, unless there is one. Nobody changes it until the end. */
  async insertOrFindAccount(transaction: Transaction, email: string): Promise<FoundAccount | null> {
    const inserted = await transaction.$executeRaw`
      INSERT INTO user_account (id, email, email_key, activated_at)
      VALUES (${randomUUID()}::uuid, ${email}, ${emailKey(email)}, clock_timestamp()) ON CONFLICT DO NOTHING`;
    const [account] = await transaction.$queryRaw<Omit<FoundAccount, 'isNew'>[]>`
      SELECT id, activated_at AS "activatedAt" FROM user_account WHERE email_key = ${emailKey(email)} FOR UPDATE`;
    return account === undefined ? null : { ...account, isNew: inserted === 1 };
  }

  async link(transaction: Transaction, userId: string, { authority, subject }: Identity): Promise<void> {
    await transaction.userIdentity.create({ data: { provider: authority, subject, userId } });
  }
}
