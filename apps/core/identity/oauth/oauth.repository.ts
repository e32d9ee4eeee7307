import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { emailKey } from '../email.js';
import * as sql from './oauth.sql.js';

export interface Identity {
  authority: string;
  subject: string;
}

export type FoundAccount = { id: string; activatedAt: Date | null; isNew: boolean };

@Injectable()
export class OauthRepository {
  constructor(private readonly database: Database) {}

  transaction<T>({ authority, subject }: Identity, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      await tx.query(sql.lockIdentity, [JSON.stringify([authority, subject])]);
      return work(tx);
    });
  }

  async findUserId(tx: Transaction, { authority, subject }: Identity): Promise<string | null> {
    const found = await tx.userIdentity.findUnique({
      where: { provider_subject: { provider: authority, subject } },
    });
    return found?.userId ?? null;
  }

  /** Locks the account of the email address, after creating a verified one without a password if there is none. */
  async insertOrFindAccount(tx: Transaction, email: string): Promise<FoundAccount | null> {
    const key = emailKey(email);
    const inserted = await tx.query(sql.insertActivatedAccount, [randomUUID(), email, key]);
    const [account] = await tx.query<Omit<FoundAccount, 'isNew'>>(sql.findAndLockAccount, [key]);
    return account === undefined ? null : { ...account, isNew: inserted.length > 0 };
  }

  async link(tx: Transaction, userId: string, { authority, subject }: Identity): Promise<void> {
    await tx.userIdentity.create({ data: { provider: authority, subject, userId } });
  }
}
