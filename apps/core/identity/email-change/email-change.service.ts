import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { UnauthorizedError } from '../sessions/sessions.errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { CONFIG } from '../../config.provider.js';
import { AccountMails } from '../mails/account-mails.js';
import { EmailInUseError } from '../accounts.errors.js';
import { AccountsRepository } from '../accounts.repository.js';
import { emailKey, parseEmail } from '../email.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';

/** Another address for an account: confirmed from the new one, and stopped or taken back from the old one. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly sessions: SessionsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Sends a link to the new address and a notice, with a link that stops it, to the old one. Whether the new address
   * has an account is not told: its owner is.
   *
   * @throws {InvalidEmailError} {@link EmailInUseError} when it is the present address
   */
  async request(userId: string, address: string, requestId: string): Promise<void> {
    const email = parseEmail(address);
    const account = await this.accounts.findById(userId);
    if (account === null) throw new UnauthorizedError();
    if (emailKey(email) === emailKey(account.email)) throw new EmailInUseError();
    const isTaken = (await this.accounts.findByEmail(email)) !== null;
    const isWithinReceiverLimit = await this.mails.isWithinReceiverLimit(
      email,
      isTaken ? 'account_exists' : 'confirm_email_change',
    );
    const ttlSeconds = this.config.accounts.changeEmailTokenSeconds;
    await this.accounts.transaction(async (transaction) => {
      const change = await this.tokens.issue(transaction, {
        purpose: 'change_email',
        userId,
        email,
        ttlSeconds,
      });
      const stop = await this.tokens.issue(transaction, {
        purpose: 'stop_change',
        userId,
        email: account.email,
        ttlSeconds: 2 * ttlSeconds,
      });
      const toNew = { request_id: requestId, receiver: email };
      if (!isWithinReceiverLimit) await this.mails.decoy(transaction);
      else if (isTaken) {
        await this.mails.send(transaction, { ...toNew, template_name: 'account_exists', options: {} }, null);
      } else {
        const options = { token: change.token, email, link_expires_at: change.expiresAt.toISOString() };
        await this.mails.send(
          transaction,
          { ...toNew, template_name: 'confirm_email_change', options },
          change.expiresAt,
        );
      }
      await this.mails.send(
        transaction,
        {
          request_id: requestId,
          receiver: account.email,
          template_name: 'email_change_notice',
          options: { token: stop.token, new_email: email, link_expires_at: stop.expiresAt.toISOString() },
        },
        stop.expiresAt,
      );
    });
  }

  /** @throws {EmailInUseError} when another account took the address meanwhile; nothing has changed then */
  async confirm(token: string, requestId: string): Promise<void> {
    await this.accounts.transaction(async (transaction) => {
      const { userId, email } = await this.tokens.redeem(transaction, token, 'change_email');
      if (email === null || !(await this.accounts.setEmail(transaction, userId, email)))
        throw new EmailInUseError();
      await this.mails.send(
        transaction,
        {
          request_id: requestId,
          receiver: email,
          template_name: 'email_changed',
          options: { changed_at: new Date().toISOString() },
        },
        null,
      );
    });
  }

  /**
   * Stops a change that was asked for, or takes one back that was made. Whoever made it may know the password and may
   * be signed in, so every session ends; the mail says to set a new password.
   *
   * @throws {EmailInUseError} when the old address has another account by now
   */
  async stop(token: string): Promise<void> {
    await this.accounts.transaction(async (transaction) => {
      const { userId, email } = await this.tokens.redeem(transaction, token, 'stop_change');
      await this.tokens.revoke(transaction, userId, 'change_email');
      if (email === null || !(await this.accounts.setEmail(transaction, userId, email)))
        throw new EmailInUseError();
      await this.sessions.endAllBut(transaction, userId, null);
    });
  }
}
