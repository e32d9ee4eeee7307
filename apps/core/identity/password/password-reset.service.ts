import { Injectable } from '@nestjs/common';
import { confirmations } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import { emailKey, parseEmail } from '../email.js';
import type { ClientInfo } from '../client-info.js';
import { AccountHandover } from '../handover/account-handover.js';
import { AccountMails } from '../mails/account-mails.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { SignInThrottle } from '../sign-in/sign-in-throttle.js';
import { NewPasswords } from './new-passwords.js';

@Injectable()
export class PasswordResetService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly newPasswords: NewPasswords,
    private readonly handover: AccountHandover,
    private readonly throttle: SignInThrottle,
  ) {}

  /** Sends a link if the email address has an account; any other takes as long and gets no mail. */
  async sendLink(emailText: string): Promise<void> {
    const email = parseEmail(emailText);
    const account = await this.accounts.findByEmail(email);
    const isWithinLimit = await this.mails.isWithinReceiverLimit(email, 'reset_password');
    const owner = isWithinLimit ? account : null;
    const mail = {
      template: 'reset_password',
      account: owner,
      receiver: owner?.email ?? email,
    } as const;
    await this.accounts.transaction((tx) => this.mails.sendLink(tx, mail));
  }

  async reset(token: string, password: string, client: ClientInfo): Promise<void> {
    const passwordHash = await this.newPasswords.hash(password, '');
    const { email, isConfirmed } = await this.accounts.transaction(async (tx) => {
      const { userId } = await this.tokens.redeem(tx, token, 'reset');
      const account = await this.accounts.setPasswordByLink(tx, userId, passwordHash);
      await this.newPasswords.check(password, account.email);
      await this.handover.changeHands(tx, {
        userId,
        event: 'password_reset',
        notice: 'password_changed',
        client,
        keptSessionId: null,
        provesEmail: true,
      });
      return account;
    });
    if (isConfirmed) confirmations.inc();
    await this.throttle.reset(emailKey(email), client.network);
  }
}
