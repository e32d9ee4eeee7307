import { Injectable } from '@nestjs/common';
import { WrongCredentialsError } from '../accounts.errors.js';
import { AccountsRepository, type Account } from '../accounts.repository.js';
import { AccountMails } from '../mails/account-mails.js';
import { PasswordVerifier } from '../sign-in/password-verifier.js';

@Injectable()
export class ProfileService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly verifier: PasswordVerifier,
    private readonly mails: AccountMails,
  ) {}

  me(userId: string): Promise<Account> {
    return this.accounts.getById(userId);
  }

  async delete(userId: string, password: string, network: string): Promise<void> {
    const account = await this.accounts.getById(userId);
    const { email } = account;
    const isCorrect = await this.verifier.verify(account, { email, password, network });
    if (!isCorrect) throw new WrongCredentialsError();
    await this.accounts.transaction(async (tx) => {
      await this.accounts.delete(tx, userId);
      await this.mails.sendNotice(tx, email, 'account_deleted');
    });
  }
}
