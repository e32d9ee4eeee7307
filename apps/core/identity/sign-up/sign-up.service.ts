import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../config.provider.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { AccountMails } from '../mails/account-mails.js';
import { AlreadyVerifiedError, LinkUsedError } from '../accounts.errors.js';
import { confirmations, signUps } from '../accounts.metrics.js';
import { AccountsRepository } from '../accounts.repository.js';
import { parseEmail } from '../email.js';
import { MailTokensRepository } from '../mails/mail-tokens.repository.js';
import { checkPassword } from '../password/password-rules.js';

/** Making an account, and showing that its address is one's own. */
@Injectable()
export class SignUpService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly tokens: MailTokensRepository,
    private readonly mails: AccountMails,
    private readonly passwords: PasswordHasher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Makes an account and its mail, all or nothing. An address that has one already takes the same time and gets the
   * same answer; its owner gets a mail that says so.
   *
   * @throws {InvalidEmailError} {@link WeakPasswordError}
   */
  async signUp(address: string, password: string, requestId: string): Promise<void> {
    const email = parseEmail(address);
    checkPassword(password, email, this.config.accounts.passwordMinLength);
    const passwordHash = await this.passwords.hash(password);
    const isWithinReceiverLimit = await this.mails.isWithinReceiverLimit(email, 'account_exists');
    const ttlSeconds = this.config.accounts.verifyTokenSeconds;
    const isNew = await this.accounts.transaction(async (transaction) => {
      const userId = await this.accounts.insert(transaction, email, passwordHash);
      const { token, expiresAt } = await this.tokens.issue(transaction, {
        purpose: 'verify',
        userId,
        ttlSeconds,
      });
      const mail = { request_id: requestId, receiver: email };
      const options = { token, link_expires_at: expiresAt.toISOString() };
      if (userId !== null) {
        await this.mails.send(
          transaction,
          { ...mail, template_name: 'email_verification', options },
          expiresAt,
        );
      } else if (isWithinReceiverLimit) {
        await this.mails.send(transaction, { ...mail, template_name: 'account_exists', options: {} }, null);
      } else {
        await this.mails.decoy(transaction);
      }
      return userId !== null;
    });
    if (isNew) signUps.inc();
  }

  /** @throws {AlreadyVerifiedError} {@link LinkExpiredError} {@link LinkNotFoundError} */
  async verify(token: string): Promise<void> {
    try {
      const isConfirmed = await this.accounts.transaction(async (transaction) => {
        const { userId } = await this.tokens.redeem(transaction, token, 'verify');
        return this.accounts.activate(transaction, userId);
      });
      if (isConfirmed) confirmations.inc();
    } catch (error) {
      throw error instanceof LinkUsedError ? new AlreadyVerifiedError() : error;
    }
  }

  /** Sends a new link, which replaces the old one, to an account that waits for it; does as much for any other address. */
  async resend(address: string, requestId: string): Promise<void> {
    const email = parseEmail(address);
    const account = await this.accounts.findByEmail(email);
    const isWithinReceiverLimit = await this.mails.isWithinReceiverLimit(email, 'email_verification');
    const receiver = account?.activatedAt === null && isWithinReceiverLimit ? account : null;
    await this.accounts.transaction(async (transaction) => {
      const { token, expiresAt } = await this.tokens.issue(transaction, {
        purpose: 'verify',
        userId: receiver?.id ?? null,
        ttlSeconds: this.config.accounts.verifyTokenSeconds,
      });
      if (receiver === null) return this.mails.decoy(transaction);
      return this.mails.send(
        transaction,
        {
          request_id: requestId,
          receiver: receiver.email,
          template_name: 'email_verification',
          options: { token, link_expires_at: expiresAt.toISOString() },
        },
        expiresAt,
      );
    });
  }
}
