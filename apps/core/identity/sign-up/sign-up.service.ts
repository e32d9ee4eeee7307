import { Injectable } from '@nestjs/common';
import { confirmations, signUps } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import { parseEmail } from '../email.js';
import { AccountMails } from '../mails/account-mails.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { NewPasswords } from '../password/new-passwords.js';

@Injectable()
export class SignUpService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly newPasswords: NewPasswords,
  ) {}

  /** Response and time are the same for an email address with an account, whose owner gets a notice. */
  async signUp(emailText: string, password: string): Promise<void> {
    const email = parseEmail(emailText);
    const passwordHash = await this.newPasswords.hash(password, email);
    const mayNotify = await this.mails.isWithinReceiverLimit(email, 'account_exists');
    const isNew = await this.accounts.transaction(async (tx) => {
      const userId = await this.accounts.insert(tx, email, passwordHash);
      const mail = { template: 'email_verification', userId, receiver: email } as const;
      const isTaken = userId === null;
      await this.mails.sendLink(tx, mail, isTaken && mayNotify ? 'account_exists' : undefined);
      return userId !== null;
    });
    if (isNew) signUps.inc();
  }

  async verify(token: string): Promise<void> {
    const isConfirmed = await this.accounts.transaction(async (tx) => {
      const { userId } = await this.tokens.redeem(tx, token, 'verify');
      return this.accounts.activate(tx, userId);
    });
    if (isConfirmed) confirmations.inc();
  }

  /** Replaces the link of an unverified account; any other email address takes as long and gets no mail. */
  async resend(emailText: string): Promise<void> {
    const email = parseEmail(emailText);
    const account = await this.accounts.findByEmail(email);
    const isWithinLimit = await this.mails.isWithinReceiverLimit(email, 'email_verification');
    const owner = account?.activatedAt === null && isWithinLimit ? account : null;
    const mail = {
      template: 'email_verification',
      userId: owner?.id ?? null,
      receiver: owner?.email ?? email,
    } as const;
    await this.accounts.transaction((tx) => this.mails.sendLink(tx, mail));
  }
}
