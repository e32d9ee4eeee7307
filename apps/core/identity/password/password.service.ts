import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import type { Transaction } from '#libs/database';
import type { CurrentUser } from '../sessions/current-user.js';
import { UnauthorizedError } from '../sessions/sessions.errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { CONFIG } from '../../config.provider.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { AccountMails } from '../mails/account-mails.js';
import {
  LinkExpiredError,
  LinkUsedError,
  ResetLinkExpiredError,
  ResetLinkUsedError,
  WrongCredentialsError,
} from '../accounts.errors.js';
import { confirmations } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import { emailKey, parseEmail } from '../email.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { PasswordVerifier } from '../sign-in/password-verifier.js';
import { checkPassword } from './password-rules.js';
import { SignInThrottle } from '../sign-in/sign-in-throttle.js';

export interface PasswordChange {
  current: string;
  next: string;
  /** Where the change is asked for. */
  network: string;
}

/** New passwords for those who forgot theirs, and for those who know it. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly passwords: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly check: PasswordVerifier,
    private readonly throttle: SignInThrottle,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Sends a link to the address if it has an account; does as much for any other. */
  async forgot(address: string, requestId: string): Promise<void> {
    const email = parseEmail(address);
    const account = await this.accounts.findByEmail(email);
    const isWithinReceiverLimit = await this.mails.isWithinReceiverLimit(email, 'reset_password');
    const receiver = isWithinReceiverLimit ? account : null;
    await this.accounts.transaction(async (transaction) => {
      const { token, expiresAt } = await this.tokens.issue(transaction, {
        purpose: 'reset',
        userId: receiver?.id ?? null,
        ttlSeconds: this.config.accounts.resetTokenSeconds,
      });
      if (receiver === null) return this.mails.decoy(transaction);
      return this.mails.send(
        transaction,
        {
          request_id: requestId,
          receiver: receiver.email,
          template_name: 'reset_password',
          options: { token, link_expires_at: expiresAt.toISOString() },
        },
        expiresAt,
      );
    });
  }

  /**
   * Sets a new password by a link; ends every session, and confirms the address that the link was sent to.
   *
   * @throws {WeakPasswordError} which leaves the link as it was
   * @throws {ResetLinkUsedError} {@link ResetLinkExpiredError} {@link LinkNotFoundError}
   */
  async reset(token: string, password: string, network: string, requestId: string): Promise<void> {
    checkPassword(password, '', this.config.accounts.passwordMinLength);
    const passwordHash = await this.passwords.hash(password);
    try {
      const { email, isConfirmed } = await this.accounts.transaction(async (transaction) => {
        const { userId } = await this.tokens.redeem(transaction, token, 'reset');
        const account = await this.accounts.setPasswordByLink(transaction, userId, passwordHash);
        checkPassword(password, account.email, this.config.accounts.passwordMinLength);
        await this.tokens.revoke(transaction, userId, 'reset');
        await this.tokens.revoke(transaction, userId, 'verify');
        await this.afterChange(transaction, userId, null, account.email, requestId);
        return account;
      });
      if (isConfirmed) confirmations.inc();
      await this.throttle.reset(emailKey(email), network);
    } catch (error) {
      if (error instanceof LinkUsedError) throw new ResetLinkUsedError();
      if (error instanceof LinkExpiredError) throw new ResetLinkExpiredError();
      throw error;
    }
  }

  /**
   * Sets a new password for one who knows the current one; ends every other session.
   *
   * @throws {WrongCredentialsError} also for an account that has no password yet: a link sets one
   * @throws {WeakPasswordError} {@link TooManyAttemptsError}
   */
  async change(user: CurrentUser, change: PasswordChange, requestId: string): Promise<void> {
    const { current, next, network } = change;
    const account = await this.accounts.findById(user.userId);
    if (account === null) throw new UnauthorizedError();
    const { email } = account;
    const isRight = await this.check.verify(account, { email, password: current, network });
    if (!isRight) throw new WrongCredentialsError();
    checkPassword(next, account.email, this.config.accounts.passwordMinLength);
    const passwordHash = await this.passwords.hash(next);
    await this.accounts.transaction(async (transaction) => {
      await this.accounts.setPassword(transaction, account.id, passwordHash);
      await this.tokens.revoke(transaction, account.id, 'reset');
      await this.afterChange(transaction, account.id, user.sessionId, account.email, requestId);
    });
  }

  private async afterChange(
    transaction: Transaction,
    userId: string,
    keptSessionId: string | null,
    receiver: string,
    requestId: string,
  ): Promise<void> {
    await this.sessions.endAllBut(transaction, userId, keptSessionId);
    await this.mails.send(
      transaction,
      {
        request_id: requestId,
        receiver,
        template_name: 'password_changed',
        options: { changed_at: new Date().toISOString() },
      },
      null,
    );
  }
}
