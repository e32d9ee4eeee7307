import { Injectable } from '@nestjs/common';
import { AccountsRepository, type Account } from '../accounts.repository.js';
import { AccountMails } from '../mails/account-mails.js';
import type { CurrentUser } from '../sessions/current-user.js';
import { Reauthentication, type Proof } from '../sign-in/reauthentication.js';

export interface OwnAccount {
  account: Account;
  hasPassword: boolean;
}

@Injectable()
export class ProfileService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly reauthentication: Reauthentication,
    private readonly mails: AccountMails,
  ) {}

  async me(userId: string): Promise<OwnAccount> {
    const account = await this.accounts.getById(userId);
    return { account, hasPassword: this.reauthentication.hasPassword(account) };
  }

  async delete(user: CurrentUser, proof: Proof): Promise<void> {
    const account = await this.reauthentication.confirm(user, proof);
    const { id: userId, email } = account;
    await this.accounts.transaction(async (tx) => {
      await this.accounts.lock(tx, account);
      await this.accounts.delete(tx, userId);
      await this.mails.sendNotice(tx, email, 'account_deleted');
    });
  }
}
