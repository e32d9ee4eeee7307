import { Injectable } from '@nestjs/common';
import { countLimited } from '../../http/http.metrics.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { TooManyAttemptsError } from '../accounts.errors.js';
import type { Account } from '../accounts.repository.js';
import { emailKey } from '../email.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

export interface PasswordAttempt {
  email: string;
  password: string;
  network: string;
}

/** The only place that verifies account passwords, so that guessing is throttled everywhere. */
@Injectable()
export class PasswordVerifier {
  constructor(
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordHasher,
    private readonly throttle: SignInThrottle,
  ) {}

  /** Without an account, or without a password of it, returns false after the same time. */
  async verify(account: Account | null, { email, password, network }: PasswordAttempt): Promise<boolean> {
    const key = emailKey(email);
    await this.countAttempt(account, key, network);
    const isCorrect = await this.compare(account, password).catch(async (error: unknown) => {
      await this.throttle.cancelAttempt(key, network);
      throw error;
    });
    if (isCorrect) await this.throttle.recordSuccess(key, network);
    return isCorrect;
  }

  private async countAttempt(account: Account | null, key: string, network: string): Promise<void> {
    const throttled = await this.throttle.attempt(key, network);
    if (throttled === null) return;
    const isOwnNetwork =
      throttled.by === 'account' &&
      account !== null &&
      (await this.sessions.isKnownNetwork(account.id, network));
    if (isOwnNetwork) return;
    countLimited('passwords');
    throw new TooManyAttemptsError(throttled.seconds);
  }

  private compare(account: Account | null, password: string): Promise<boolean> {
    const hash = account?.passwordHash ?? null;
    return hash === null ? this.passwords.verifyDummy(password) : this.passwords.verify(hash, password);
  }
}
