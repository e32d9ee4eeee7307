import { Injectable } from '@nestjs/common';
import { countLimited } from '../../http/http.metrics.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { TooManyAttemptsError } from '../accounts.errors.js';
import type { Account } from '../accounts.repository.js';
import { emailKey } from '../email.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { KnownDevices } from './known-devices.js';
import { SignInThrottle, type AttemptSource } from './sign-in-throttle.js';

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
    private readonly devices: KnownDevices,
  ) {}

  /** Without an account, or without a password of it, returns false after the same time. */
  async verify(account: Account | null, { email, password, network }: PasswordAttempt): Promise<boolean> {
    const key = emailKey(email);
    const deviceId = account === null ? null : this.devices.find(account);
    const source: AttemptSource = { account: key, network, deviceId };
    await this.countAttempt(account, source);
    const isCorrect = await this.compare(account, key, password).catch(async (error: unknown) => {
      await this.throttle.cancelAttempt(source);
      throw error;
    });
    if (isCorrect) await this.throttle.recordSuccess(source);
    return isCorrect;
  }

  private async countAttempt(account: Account | null, source: AttemptSource): Promise<void> {
    const throttled = await this.throttle.attempt(source);
    if (throttled === null) return;
    const isOwnNetwork =
      throttled.by === 'account' &&
      account !== null &&
      (await this.sessions.isKnownNetwork(account.id, source.network));
    if (isOwnNetwork) return;
    countLimited('passwords');
    throw new TooManyAttemptsError(throttled.seconds);
  }

  private compare(account: Account | null, key: string, password: string): Promise<boolean> {
    const hash = account?.passwordHash ?? null;
    return hash === null
      ? this.passwords.verifyDummy(key, password, 'sign-in')
      : this.passwords.verify(hash, password, 'sign-in');
  }
}
