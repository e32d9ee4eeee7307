import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { emailKey } from '../email.js';
import type { Identity } from './providers/oauth-provider.js';
import * as sql from './oauth.sql.js';

export interface Owner {
  id: string;
  epoch: number;
  blockedAt: Date | null;
}

export interface FoundAccount extends Owner {
  email: string;
  isNew: boolean;
}

@Injectable()
export class OauthRepository {
  constructor(private readonly database: Database) {}

  /** Serialises sign-ins with the same identity until the transaction ends. */
  async lockIdentity(tx: Transaction, { authority, subject }: Identity): Promise<void> {
    await tx.query(sql.lockIdentity, [JSON.stringify([authority, subject])]);
  }

  async findOwner(tx: Transaction | null, { authority, subject }: Identity): Promise<Owner | null> {
    const where = { provider_subject: { provider: authority, subject } };
    const select = { user: { select: { id: true, epoch: true, blockedAt: true } } } as const;
    const found = await (tx === null
      ? this.database.use((prisma) => prisma.userIdentity.findUnique({ where, select }))
      : tx.userIdentity.findUnique({ where, select }));
    return found?.user ?? null;
  }

  async recordUse({ authority, subject }: Identity): Promise<void> {
    await this.database.query(sql.recordIdentityUse, [authority, subject]);
  }

  /** Locks the account of the email address, after creating a verified one without a password if there is none. */
  async insertOrFindAccount(tx: Transaction, email: string): Promise<FoundAccount | null> {
    const key = emailKey(email);
    const inserted = await tx.query(sql.insertActivatedAccount, [randomUUID(), email, key]);
    const [account] = await tx.query<Omit<FoundAccount, 'isNew'>>(sql.findAndLockAccount, [key]);
    return account === undefined ? null : { ...account, isNew: inserted.length > 0 };
  }
}
