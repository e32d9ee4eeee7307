import { Injectable } from '@nestjs/common';
import { SessionsService } from '../sessions/sessions.service.js';
import { countLimited } from '../../http/http.metrics.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { TooManyAttemptsError } from '../accounts.errors.js';
import type { Account } from '../accounts.repository.js';
import { emailKey } from '../email.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Who claims to know the password of an account. */
export interface PasswordAttempt {
  email: string;
  password: string;
  /** Where the claim comes from. */
  network: string;
}

/** The one place where passwords of accounts are checked, so that guessing is slowed wherever it is tried. */
@Injectable()
export class PasswordVerifier {
  constructor(
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordHasher,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * Whether the password is right. Never for no account or one without a password, which takes as long.
   *
   * @throws {TooManyAttemptsError} after too many wrong ones
   */
  async verify(account: Account | null, { email, password, network }: PasswordAttempt): Promise<boolean> {
    const key = emailKey(email);
    await this.waitForTurn(account, key, network);
    const isRight = await this.look(account, password).catch(async (error: unknown) => {
      await this.throttle.cancelAttempt(key, network);
      throw error;
    });
    if (isRight) await this.throttle.succeeded(key, network);
    return isRight;
  }

  /** Many wrong passwords from anywhere do not keep the owner out, whose networks are known. */
  private async waitForTurn(account: Account | null, key: string, network: string): Promise<void> {
    const wait = await this.throttle.attempt(key, network);
    if (wait === null) return;
    const isOwnNetwork =
      wait.by === 'account' && account !== null && (await this.sessions.isKnownNetwork(account.id, network));
    if (isOwnNetwork) return;
    countLimited('passwords');
    throw new TooManyAttemptsError(wait.seconds);
  }

  private look(account: Account | null, password: string): Promise<boolean> {
    const hash = account?.passwordHash ?? null;
    return hash === null ? this.passwords.verifyDummy(password) : this.passwords.verify(hash, password);
  }
}
