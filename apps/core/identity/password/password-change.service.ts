import { Injectable } from '@nestjs/common';
import { WrongCredentialsError } from '../accounts.errors.js';
import { AccountsRepository } from '../accounts.repository.js';
import { AccountMails } from '../mails/account-mails.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import type { CurrentUser } from '../sessions/current-user.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PasswordVerifier } from '../sign-in/password-verifier.js';
import { NewPasswords } from './new-passwords.js';

export interface PasswordChange {
  currentPassword: string;
  newPassword: string;
  network: string;
}

@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly newPasswords: NewPasswords,
    private readonly sessions: SessionsService,
    private readonly verifier: PasswordVerifier,
  ) {}

  async change({ userId, sessionId }: CurrentUser, change: PasswordChange): Promise<void> {
    const account = await this.accounts.getById(userId);
    const { email } = account;
    const attempt = { email, password: change.currentPassword, network: change.network };
    if (!(await this.verifier.verify(account, attempt))) throw new WrongCredentialsError();
    const passwordHash = await this.newPasswords.hash(change.newPassword, email);
    await this.accounts.transaction(async (tx) => {
      await this.accounts.setPassword(tx, userId, passwordHash);
      await this.tokens.revoke(tx, userId, 'reset');
      await this.sessions.endAllBut(tx, userId, sessionId);
      await this.mails.sendNotice(tx, email, 'password_changed');
    });
  }
}
