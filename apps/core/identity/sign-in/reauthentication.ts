import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { CONFIG } from '../../tokens.js';
import { WrongCredentialsError } from '../accounts.errors.js';
import { AccountsRepository, type Account } from '../accounts.repository.js';
import type { ClientInfo } from '../client-info.js';
import type { CurrentUser } from '../sessions/current-user.js';
import { SignInAgainError } from '../sessions/sessions.errors.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { PasswordVerifier } from './password-verifier.js';

export interface Proof {
  password: string | undefined;
  client: ClientInfo;
}

/** Changing who can enter an account takes more than an access token, which may be stolen. */
@Injectable()
export class Reauthentication {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly verifier: PasswordVerifier,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  hasPassword({ passwordHash }: Account): boolean {
    return passwordHash !== null && this.config.accounts.passwordSignIn;
  }

  /**
   * Takes the password, or of an account without one a session that is less than five minutes old.
   *
   * @returns the account as it was when the proof was checked
   */
  async confirm(user: CurrentUser, { password, client }: Proof): Promise<Account> {
    const account = await this.accounts.getById(user.userId);
    if (!this.hasPassword(account)) {
      if (!(await this.sessions.isRecent(user))) throw new SignInAgainError();
      return account;
    }
    if (password === undefined) throw new WrongCredentialsError();
    const attempt = { email: account.email, password, network: client.network };
    if (!(await this.verifier.verify(account, attempt))) throw new WrongCredentialsError();
    return account;
  }
}
