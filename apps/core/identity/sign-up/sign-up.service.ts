import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { SignUpClosedError } from '../accounts.errors.js';
import { confirmations, signUps } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import type { ClientInfo } from '../client-info.js';
import { parseEmail } from '../email.js';
import { AccountMails } from '../mails/account-mails.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { NewPasswords } from '../password/new-passwords.js';
import { SecurityLog } from '../security-log/security-log.js';
import { isSignUpOpenTo } from './sign-up-policy.js';

@Injectable()
export class SignUpService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly newPasswords: NewPasswords,
    private readonly log: SecurityLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Response and time are the same for an email address with an account, whose owner gets a notice. */
  async signUp(emailText: string, password: string): Promise<void> {
    const email = parseEmail(emailText);
    if (!isSignUpOpenTo(this.config.accounts.signUp, email)) throw new SignUpClosedError();
    const passwordHash = await this.newPasswords.hash(password, email);
    const isWithinLimit = await this.mails.isWithinReceiverLimit(email, 'email_verification');
    const isNew = await this.accounts.transaction(async (tx) => {
      const account = await this.accounts.insertPending(tx, email, passwordHash);
      const mail = { template: 'email_verification', account, receiver: email } as const;
      const delivery = account === null ? 'account_exists' : 'link';
      await this.mails.sendLink(tx, mail, isWithinLimit ? delivery : 'none');
      return account?.isNew === true;
    });
    if (isNew) signUps.inc();
  }

  /** Activates the sign-up that the link belongs to; one that was replaced has no link any more. */
  async verify(token: string, client: ClientInfo): Promise<void> {
    const isConfirmed = await this.accounts.transaction(async (tx) => {
      const { userId } = await this.tokens.redeem(tx, token, 'verify');
      const isActivated = await this.accounts.activate(tx, userId);
      if (isActivated) await this.log.record(tx, { userId, kind: 'account_confirmed', client });
      return isActivated;
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
      account: owner,
      receiver: owner?.email ?? email,
    } as const;
    await this.accounts.transaction((tx) => this.mails.sendLink(tx, mail));
  }
}
