import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { Outbox } from '#libs/mail-outbox';
import { eraseNotesOfAccount } from '../note-tombstones.sql.js';
import * as sql from './accounts.sql.js';
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
}

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

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const result = await this.database.transaction(work);
    this.outbox.wake();
    return result;
  }

  async insert(tx: Transaction, email: string, passwordHash: string): Promise<string | null> {
    const id = randomUUID();
    const inserted = await tx.query(sql.insertAccount, [id, email, emailKey(email), passwordHash]);
    return inserted.length > 0 ? id : null;
  }

  async activate(tx: Transaction, id: string): Promise<boolean> {
    return (await tx.query(sql.activateAccount, [id])).length > 0;
  }

  /** Gives a pending account to its owner, whom a provider verified; false if it is active already. */
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
    const { email } = await tx.user.update({
      where: { id },
      data: { passwordHash },
      select: { email: true },
    });
    return { email, isConfirmed: await this.activate(tx, id) };
  }

  async setPassword(tx: Transaction, id: string, passwordHash: string): Promise<void> {
    await tx.user.update({ where: { id }, data: { passwordHash } });
  }

  async upgradePasswordHash(id: string, from: string, to: string): Promise<void> {
    await this.database.use((prisma) =>
      prisma.user.updateMany({ where: { id, passwordHash: from }, data: { passwordHash: to } }),
    );
  }

  async setEmail(tx: Transaction, id: string, email: string): Promise<boolean> {
    return (await tx.query(sql.setEmail, [id, email, emailKey(email)])).length > 0;
  }

  /** The schema cascades to sessions and tokens. */
  async delete(tx: Transaction, id: string): Promise<void> {
    await tx.query(sql.lockAccount, [id]);
    await tx.query(eraseNotesOfAccount, [id]);
    await tx.user.delete({ where: { id } });
  }
}
