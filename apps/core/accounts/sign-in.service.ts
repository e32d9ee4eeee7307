import { Injectable } from '@nestjs/common';
import type { Client } from '../auth/client.js';
import { SessionsService, type TokenPair } from '../auth/sessions.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { NotActivatedError, TooManyAttemptsError, WrongCredentialsError } from './accounts.errors.js';
import { AccountsRepository, type Account } from './accounts.repository.js';
import { emailKey } from './email.js';
import { SignInThrottle } from './sign-in-throttle.js';

@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordHasher,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * Opens a session. An unknown address and a wrong password get the same answer after the same time.
   *
   * @throws {WrongCredentialsError} {@link NotActivatedError} {@link TooManyAttemptsError}
   */
  async signIn(address: string, password: string, client: Client): Promise<TokenPair> {
    const email = address.trim();
    const key = emailKey(email);
    const account = await this.accounts.findByEmail(email);
    await this.waitForTurn(account, key, client.network);
    const isRight = await this.check(account, key, password, client.network);
    if (account === null || !isRight) throw new WrongCredentialsError();
    await this.throttle.succeeded(key, client.network);
    if (account.activatedAt === null) throw new NotActivatedError();
    await this.upgrade(account, password);
    return this.sessions.open(account.id, client);
  }

  /** Many wrong passwords from anywhere do not keep the owner out, whose networks are known. */
  private async waitForTurn(account: Account | null, key: string, network: string): Promise<void> {
    const wait = await this.throttle.attempt(key, network);
    if (wait === null) return;
    const isOwnNetwork =
      wait.by === 'account' && account !== null && (await this.sessions.isKnownNetwork(account.id, network));
    if (!isOwnNetwork) throw new TooManyAttemptsError(wait.seconds);
  }

  private async check(
    account: Account | null,
    key: string,
    password: string,
    network: string,
  ): Promise<boolean> {
    const hash = account?.passwordHash ?? null;
    try {
      return await (hash === null
        ? this.passwords.verifyNothing(password)
        : this.passwords.verify(hash, password));
    } catch (error) {
      await this.throttle.notTried(key, network);
      throw error;
    }
  }

  private async upgrade({ id, passwordHash }: Account, password: string): Promise<void> {
    if (passwordHash === null || !this.passwords.isOutdated(passwordHash)) return;
    await this.accounts.upgradePasswordHash(id, passwordHash, await this.passwords.hash(password));
  }
}
