import { ApiError, type AccountsClient, type TokenPair } from '#libs/api-client';
import type { SessionHint } from './session-hint.js';
import { withLock } from './with-lock.js';

/** The browser has no session, or the session has ended. The page should lead to signing in. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';

  constructor(options?: ErrorOptions) {
    super('not signed in', options);
  }
}

/** `unknown` until the server has been queried, and while it is unavailable. */
export type SessionState = 'unknown' | 'signed-out' | 'signed-in';

export interface SessionDependencies {
  accountsClient: Pick<AccountsClient, 'refresh' | 'logOut' | 'logOutEverywhere'>;
  sessionHint: SessionHint;
}

/** Session of this browser. The access token stays in memory; no script can read the cookie of the refresh token. */
export abstract class BrowserSession {
  abstract state: SessionState;

  private accessToken: string | null = null;
  private refreshing: Promise<string> | null = null;

  constructor(private readonly dependencies: SessionDependencies) {
    dependencies.sessionHint.onChange(() => this.reset());
  }

  /** Determines the state. @throws {NetworkError | ApiError} while the server is unavailable */
  async restore(): Promise<void> {
    if (this.accessToken !== null) return;
    if (!this.dependencies.sessionHint.has()) return this.forgetToken('signed-out');
    await this.refresh().catch((error: unknown) => {
      if (!(error instanceof SignedOutError)) throw error;
    });
  }

  /** Calls the API, with a fresh access token after a 401. @throws {SignedOutError} without a session */
  async call<Value>(send: (accessToken: string) => Promise<Value>): Promise<Value> {
    const token = this.accessToken ?? (await this.refresh());
    try {
      return await send(token);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
    }
    // A concurrent call may already have fetched a fresh token.
    const fresh =
      this.accessToken === token || this.accessToken === null ? await this.refresh() : this.accessToken;
    try {
      return await send(fresh);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      this.end();
      throw new SignedOutError({ cause: error });
    }
  }

  begin({ access_token: accessToken }: Pick<TokenPair, 'access_token'>): void {
    this.accessToken = accessToken;
    this.state = 'signed-in';
    this.dependencies.sessionHint.set();
  }

  /** On failure the session continues. */
  async logOut(): Promise<void> {
    await this.endAfter((token) => this.dependencies.accountsClient.logOut(token));
  }

  async logOutEverywhere(): Promise<void> {
    await this.endAfter((token) => this.dependencies.accountsClient.logOutEverywhere(token));
  }

  end(): void {
    this.dependencies.sessionHint.remove();
    this.forgetToken('signed-out');
  }

  private async endAfter(logOut: (accessToken: string) => Promise<void>): Promise<void> {
    await this.call(logOut).catch((error: unknown) => {
      if (!(error instanceof SignedOutError)) throw error;
    });
    this.end();
  }

  /** Another tab signed in or out, possibly to another account. */
  private reset(): void {
    this.forgetToken('unknown');
    // The next call reports the error.
    this.restore().catch(() => undefined);
  }

  private forgetToken(state: SessionState): void {
    this.accessToken = null;
    this.state = state;
  }

  /** Never concurrent: a refresh token that is presented twice ends the session. */
  private refresh(): Promise<string> {
    this.refreshing ??= withLock('session', () => this.fetchToken()).finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async fetchToken(): Promise<string> {
    if (!this.dependencies.sessionHint.has()) {
      this.forgetToken('signed-out');
      throw new SignedOutError();
    }
    try {
      const pair = await this.dependencies.accountsClient.refresh();
      this.accessToken = pair.access_token;
      this.state = 'signed-in';
      return pair.access_token;
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      this.end();
      throw new SignedOutError({ cause: error });
    }
  }
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
