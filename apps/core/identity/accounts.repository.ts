import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { Outbox } from '#libs/mail-outbox';
import { eraseNotesOfAccount } from '../note-tombstones.sql.js';
import * as sql from './accounts.sql.js';
import { WrongCredentialsError } from './accounts.errors.js';
import { emailKey } from './email.js';
import { UnauthorizedError } from './sessions/sessions.errors.js';

export interface Account {
  id: string;
  email: string;
  passwordHash: string | null;
  activatedAt: Date | null;
  createdAt: Date;
  lastLoginAt: Date | null;
  notesCreated: number;
  blockedAt: Date | null;
  epoch: number;
}

/** An account as it was read; void once the account has changed hands. */
export type AccountOfEpoch = Pick<Account, 'id' | 'epoch'>;
export type PendingAccount = AccountOfEpoch & { isNew: boolean };

@Injectable()
export class AccountsRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  findByEmail(email: string): Promise<Account | null> {
    return this.database.use((prisma) => prisma.user.findUnique({ where: { emailKey: emailKey(email) } }));
  }

  async getById(id: string): Promise<Account> {
    const account = await this.database.use((prisma) => prisma.user.findUnique({ where: { id } }));
    if (account === null) throw new UnauthorizedError();
    return account;
  }

  async getWithin(tx: Transaction, id: string): Promise<Account> {
    const account = await tx.user.findUnique({ where: { id } });
    if (account === null) throw new UnauthorizedError();
    return account;
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const result = await this.database.transaction(work);
    this.outbox.wake();
    return result;
  }

  async insertPending(
    tx: Transaction,
    email: string,
    passwordHash: string | null,
  ): Promise<PendingAccount | null> {
    const values = [randomUUID(), email, emailKey(email), passwordHash];
    const [account] = await tx.query<PendingAccount>(sql.insertPendingAccount, values);
    return account ?? null;
  }

  /** @throws {WrongCredentialsError} if the account changed hands since it was read */
  async lock(tx: Transaction, { id, epoch }: AccountOfEpoch): Promise<void> {
    if ((await tx.query(sql.lockAccountOfEpoch, [id, epoch])).length === 0) throw new WrongCredentialsError();
  }

  async activate(tx: Transaction, id: string): Promise<boolean> {
    return (await tx.query(sql.activateAccount, [id])).length > 0;
  }

  /** Gives a pending account to the owner that a provider verified; false if it is active already. */
  async takeOverPending(tx: Transaction, id: string): Promise<boolean> {
    return (await tx.query(sql.takeOverPendingAccount, [id])).length > 0;
  }

  /** Call after linking the identity that proves the address, so that it is not newer than the proof. */
  async confirmEmail(tx: Transaction, id: string): Promise<void> {
    await tx.query(sql.confirmEmail, [id]);
  }

  /** Also verifies the email address, since the link was mailed there. */
  async setPasswordByLink(
    tx: Transaction,
    id: string,
    passwordHash: string,
  ): Promise<{ email: string; isConfirmed: boolean }> {
    const email = await this.setPassword(tx, id, passwordHash);
    return { email, isConfirmed: await this.activate(tx, id) };
  }

  async setPassword(tx: Transaction, id: string, passwordHash: string): Promise<string> {
    const [account] = await tx.query<{ email: string }>(sql.setPassword, [id, passwordHash]);
    if (account === undefined) throw new UnauthorizedError();
    return account.email;
  }

  async upgradePasswordHash(id: string, from: string, to: string): Promise<void> {
    await this.database.use((prisma) =>
      prisma.user.updateMany({ where: { id, passwordHash: from }, data: { passwordHash: to } }),
    );
  }

  /** A pending account at the new address gives way; false if an active account has the address. */
  async changeEmail(tx: Transaction, id: string, email: string): Promise<boolean> {
    await tx.query(sql.deletePendingAccount, [emailKey(email), id]);
    return (await tx.query(sql.changeEmail, [id, email, emailKey(email)])).length > 0;
  }

  /** Removes what was added since the change; null if an active account has the address. */
  async undoEmailChange(tx: Transaction, id: string, email: string): Promise<{ changedAt: Date } | null> {
    await tx.query(sql.deletePendingAccount, [emailKey(email), id]);
    const [undone] = await tx.query<{ changedAt: Date }>(sql.undoEmailChange, [id, email, emailKey(email)]);
    if (undone === undefined) return null;
    await tx.query(eraseNotesOfAccount, [id, undone.changedAt]);
    return undone;
  }

  async deleteExpired(limit: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const expired = await tx.query<{ id: string }>(sql.sweepPendingAccounts, [limit]);
      if (expired.length > 0) await tx.query(sql.deleteAccounts, [expired.map(({ id }) => id)]);
      return expired.length;
    });
  }

  page(search: string, afterId: string | null, limit: number): Promise<Account[]> {
    return this.database.use((prisma) =>
      prisma.user.findMany({
        where: { emailKey: { contains: search.toLowerCase() } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit,
        ...(afterId !== null && { cursor: { id: afterId }, skip: 1 }),
      }),
    );
  }

  async providersOf(userId: string): Promise<string[]> {
    const rows = await this.database.use((prisma) => prisma.userIdentity.findMany({ where: { userId } }));
    return rows.map(({ provider }) => provider);
  }

  async setBlocked(tx: Transaction, id: string, isBlocked: boolean): Promise<void> {
    await tx.query(sql.setBlocked, [id, isBlocked]);
  }

  /** The schema cascades to sessions and tokens. */
  async delete(tx: Transaction, id: string): Promise<void> {
    await tx.query(sql.lockAccount, [id]);
    await tx.query(eraseNotesOfAccount, [id, null]);
    await tx.user.delete({ where: { id } });
  }
}
