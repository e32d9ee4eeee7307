import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '#libs/database';
import { Outbox } from '#libs/mail-outbox';
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
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  findByEmail(email: string): Promise<Account | null> {
    return this.database.use((prisma) => prisma.user.findUnique({ where: { emailKey: emailKey(email) } }));
  }

  /** @throws {UnauthorizedError} if the account has been deleted */
  async getById(id: string): Promise<Account> {
    const account = await this.database.use((prisma) => prisma.user.findUnique({ where: { id } }));
    if (account === null) throw new UnauthorizedError();
    return account;
  }

  /** All of the work or none of it; then the mails that it wrote go out. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const result = await this.database.transaction(work);
    this.outbox.wake();
    return result;
  }

  /** Its id, or null when the address has an account. Of parallel calls one inserts. */
  async insert(transaction: Transaction, email: string, passwordHash: string): Promise<string | null> {
    const id = randomUUID();
    const inserted = await transaction.$executeRaw`
      INSERT INTO user_account (id, email, email_key, password_hash)
      VALUES (${id}::uuid, ${email}, ${emailKey(email)}, ${passwordHash}) ON CONFLICT DO NOTHING`;
    return inserted === 1 ? id : null;
  }

  /** False when it was activated before. */
  async activate(transaction: Transaction, id: string): Promise<boolean> {
    const activated = await transaction.$executeRaw`
      UPDATE user_account SET activated_at = clock_timestamp() WHERE id = ${id}::uuid AND activated_at IS NULL`;
    return activated === 1;
  }

  /** Also confirms the address: who has the link that was sent there has the address. */
  async setPasswordByLink(
    transaction: Transaction,
    id: string,
    passwordHash: string,
  ): Promise<{ email: string; isConfirmed: boolean }> {
    const { email } = await transaction.user.update({
      where: { id },
      data: { passwordHash },
      select: { email: true },
    });
    return { email, isConfirmed: await this.activate(transaction, id) };
  }

  async setPassword(transaction: Transaction, id: string, passwordHash: string): Promise<void> {
    await transaction.user.update({ where: { id }, data: { passwordHash } });
  }

  /** A hash of today's strength for one of yesterday's. */
  async upgradePasswordHash(id: string, from: string, to: string): Promise<void> {
    await this.database.use((prisma) =>
      prisma.user.updateMany({ where: { id, passwordHash: from }, data: { passwordHash: to } }),
    );
  }

  /** False when another account has the address. */
  async setEmail(transaction: Transaction, id: string, email: string): Promise<boolean> {
    const changed = await transaction.$executeRaw`
      UPDATE user_account SET email = ${email}, email_key = ${emailKey(email)} WHERE id = ${id}::uuid
         AND NOT EXISTS (SELECT FROM user_account WHERE email_key = ${emailKey(email)} AND id <> ${id}::uuid)`;
    return changed === 1;
  }

  /** Sessions, tokens and notes go with it. */
  async delete(transaction: Transaction, id: string): Promise<void> {
    await transaction.user.delete({ where: { id } });
  }
}
