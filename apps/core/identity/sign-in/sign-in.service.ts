import { Injectable } from '@nestjs/common';
import type { ClientInfo } from '../client-info.js';
import { SessionsService, type TokenPair } from '../sessions/sessions.service.js';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import {
  BlockedError,
  NotActivatedError,
  TooManyAttemptsError,
  WrongCredentialsError,
} from '../accounts.errors.js';
import { signInFailures, signIns, type PasswordFailure } from '../accounts.metrics.js';
import { AccountsRepository, type Account } from '../accounts.repository.js';
import { KnownDevices, type DeviceCookie } from './known-devices.js';
import { SecurityLog } from '../security-log/security-log.js';
import { PasswordVerifier } from './password-verifier.js';

export interface SignIn {
  tokens: TokenPair;
  device: DeviceCookie;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordHasher,
    private readonly verifier: PasswordVerifier,
    private readonly devices: KnownDevices,
    private readonly log: SecurityLog,
  ) {}

  /** An unknown email address and a wrong password get the same response after the same time. */
  async signIn(emailText: string, password: string, client: ClientInfo): Promise<SignIn> {
    try {
      const account = await this.passwords.admit(() => this.identify(emailText, password, client));
      const { id, epoch } = account;
      const tokens = await this.sessions.open(id, client, { epoch, way: 'password' });
      signIns.inc({ way: 'password' });
      return { tokens, device: this.devices.cookieFor(account) };
    } catch (error) {
      signInFailures.inc({ way: 'password', reason: reasonOf(error) });
      throw error;
    }
  }

  private async identify(emailText: string, password: string, client: ClientInfo): Promise<Account> {
    const email = emailText.trim();
    const account = await this.accounts.findByEmail(email);
    try {
      const isCorrect = await this.verifier.verify(account, { email, password, network: client.network });
      if (account === null || !isCorrect) throw new WrongCredentialsError();
      if (account.activatedAt === null) throw new NotActivatedError();
      if (account.blockedAt !== null) throw new BlockedError();
    } catch (error) {
      if (account !== null && account.activatedAt !== null) this.recordFailure(account.id, client, error);
      throw error;
    }
    await this.upgrade(account, password);
    return account;
  }

  private recordFailure(userId: string, client: ClientInfo, error: unknown): void {
    const reason = reasonOf(error);
    if (reason === 'failed') return;
    const kind = reason === 'limited' ? 'sign_in_limited' : 'sign_in_failed';
    this.log.recordLater({ userId, kind, client, detail: reason });
  }

  private async upgrade({ id, passwordHash }: Account, password: string): Promise<void> {
    if (passwordHash === null || !this.passwords.isOutdated(passwordHash)) return;
    await this.accounts.upgradePasswordHash(id, passwordHash, await this.passwords.hash(password, 'sign-in'));
  }
}

function reasonOf(error: unknown): PasswordFailure {
  if (error instanceof WrongCredentialsError) return 'credentials';
  if (error instanceof NotActivatedError) return 'not_activated';
  if (error instanceof BlockedError) return 'blocked';
  return error instanceof TooManyAttemptsError ? 'limited' : 'failed';
}
