import { Injectable } from '@nestjs/common';
import { AccountsRepository } from '../accounts.repository.js';
import { AccountHandover } from '../handover/account-handover.js';
import type { CurrentUser } from '../sessions/current-user.js';
import { Reauthentication, type Proof } from '../sign-in/reauthentication.js';
import { NewPasswords } from './new-passwords.js';

@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly newPasswords: NewPasswords,
    private readonly handover: AccountHandover,
    private readonly reauthentication: Reauthentication,
  ) {}

  async change(user: CurrentUser, newPassword: string, proof: Proof): Promise<void> {
    const account = await this.reauthentication.confirm(user, proof);
    const passwordHash = await this.newPasswords.hash(newPassword, account.email);
    await this.accounts.transaction(async (tx) => {
      await this.accounts.lock(tx, account);
      await this.accounts.setPassword(tx, account.id, passwordHash);
      await this.handover.changeHands(tx, {
        userId: account.id,
        event: 'password_changed',
        notice: 'password_changed',
        client: proof.client,
        keptSessionId: user.sessionId,
        provesEmail: false,
      });
    });
  }
}
