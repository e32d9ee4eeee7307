import { Injectable } from '@nestjs/common';
import { UnauthorizedError } from '../sessions/sessions.errors.js';
import { AccountMails } from '../mails/account-mails.js';
import { AccountsRepository, type Account } from '../accounts.repository.js';
import { WrongCredentialsError } from '../accounts.errors.js';
import { PasswordVerifier } from '../sign-in/password-verifier.js';

@Injectable()
export class ProfileService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly check: PasswordVerifier,
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
   * @throws {TooManyAttemptsError}
   */
  async delete(userId: string, password: string, network: string, requestId: string): Promise<void> {
    const account = await this.me(userId);
    const isRight = await this.check.verify(account, { email: account.email, password, network });
    if (!isRight) throw new WrongCredentialsError();
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
