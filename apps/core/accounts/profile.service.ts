import { Injectable } from '@nestjs/common';
import { UnauthorizedError } from '../auth/auth.errors.js';
import { AccountMails } from './account-mails.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { PasswordService } from './password.service.js';

@Injectable()
export class ProfileService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly passwords: PasswordService,
    private readonly mails: AccountMails,
  ) {}

  async me(userId: string): Promise<Account> {
    const account = await this.accounts.findById(userId);
    if (account === null) throw new UnauthorizedError();
    return account;
  }

  /**
   * Erases the account with its notes, sessions and tokens.
   *
   * @throws {WrongCredentialsError} also when the account has no password: a reset link sets one
   */
  async delete(userId: string, password: string, requestId: string): Promise<void> {
    const account = await this.me(userId);
    await this.passwords.requirePassword(account.passwordHash, password);
    await this.accounts.transaction(async (transaction) => {
      await this.accounts.delete(transaction, account.id);
      await this.mails.send(
        transaction,
        {
          request_id: requestId,
          receiver: account.email,
          template_name: 'account_deleted',
          options: { deleted_at: new Date().toISOString() },
        },
        null,
      );
    });
  }
}
