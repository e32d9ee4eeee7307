import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/database';
import { EmailInUseError } from '../accounts.errors.js';
import { AccountsRepository } from '../accounts.repository.js';
import { emailKey, parseEmail } from '../email.js';
import { AccountMails } from '../mails/account-mails.js';
import { MailTokensRepository, type RedeemedToken } from '../mails/mail-tokens.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';

@Injectable()
export class EmailChangeService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly sessions: SessionsService,
  ) {}

  /** If the new address has an account, only its owner learns of it. */
  async request(userId: string, newEmailText: string): Promise<void> {
    const newEmail = parseEmail(newEmailText);
    const { email } = await this.accounts.getById(userId);
    if (emailKey(newEmail) === emailKey(email)) throw new EmailInUseError();
    const isTaken = (await this.accounts.findByEmail(newEmail)) !== null;
    const template = isTaken ? 'account_exists' : 'confirm_email_change';
    const isWithinLimit = await this.mails.isWithinReceiverLimit(newEmail, template);
    const delivery = isTaken ? 'account_exists' : 'link';
    const confirmation = { template: 'confirm_email_change', userId, receiver: newEmail } as const;
    const notice = { template: 'email_change_notice', userId, receiver: email, newEmail } as const;
    await this.accounts.transaction(async (tx) => {
      await this.mails.sendLink(tx, confirmation, isWithinLimit ? delivery : 'none');
      await this.mails.sendLink(tx, notice);
    });
  }

  async confirm(token: string): Promise<void> {
    await this.accounts.transaction(async (tx) => {
      const email = await this.setEmail(tx, await this.tokens.redeem(tx, token, 'change_email'));
      await this.mails.sendNotice(tx, email, 'email_changed');
    });
  }

  /** Ends every session: the client that requested the change may know the password and hold a session. */
  async stop(token: string): Promise<void> {
    await this.accounts.transaction(async (tx) => {
      const redeemed = await this.tokens.redeem(tx, token, 'stop_change');
      await this.tokens.revoke(tx, redeemed.userId, 'change_email');
      await this.setEmail(tx, redeemed);
      await this.sessions.endAllBut(tx, redeemed.userId, null);
    });
  }

  private async setEmail(tx: Transaction, { userId, email }: RedeemedToken): Promise<string> {
    if (email === null || !(await this.accounts.setEmail(tx, userId, email))) throw new EmailInUseError();
    return email;
  }
}
