import { ApiError, type AccountsClient, type TokenPair } from '#libs/api-client';
import type { Mark } from './mark.js';
import { oneAtATime } from './one-at-a-time.js';

/** Nobody is signed in any more, in this browser or at all. The page should say so and lead to signing in. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';

  constructor(options?: ErrorOptions) {
    super('Nobody is signed in.', options);
  }
}

/** `unknown` until the server was asked, and while it can't be. */
export type SessionState = 'unknown' | 'signed-out' | 'signed-in';

export interface SessionParts {
  accounts: Pick<AccountsClient, 'refresh' | 'logOut' | 'logOutEverywhere'>;
  mark: Mark;
}

/**
 * Who this browser is signed in as. The access token is in memory and nowhere else; the refresh token is in a cookie
 * that no script can read.
 */
export abstract class BrowserSession {
  abstract state: SessionState;

  private accessToken: string | null = null;
  private refreshing: Promise<string> | null = null;

  constructor(private readonly parts: SessionParts) {
    parts.mark.onChange(() => this.startAnew());
  }

  /**
   * Finds out the state, by one request if there may be a session. Call it before a page that needs to know shows
   * anything; it may be called often.
   *
   * @throws {NetworkError | ApiError} when the server can't tell; the state is `unknown` then
   */
  async start(): Promise<void> {
    if (this.accessToken !== null) return;
    if (!this.parts.mark.has()) return this.forgetToken('signed-out');
    await this.refresh().catch((error: unknown) => {
      if (!(error instanceof SignedOutError)) throw error;
    });
  }

  /**
   * Makes a call with the access token, and once more with a fresh one if the server does not take it.
   *
   * @example
   * const me = await session.call((token) => accounts.me(token));
   * @throws {SignedOutError} when nobody is signed in (any more), else what the call throws
   */
  async call<Value>(ask: (accessToken: string) => Promise<Value>): Promise<Value> {
    const token = this.accessToken ?? (await this.refresh());
    try {
      return await ask(token);
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
    // Another call may have fetched a fresh one meanwhile.
    const fresh =
      this.accessToken === token || this.accessToken === null ? await this.refresh() : this.accessToken;
    try {
      return await ask(fresh);
    } catch (error) {
      if (!isRefused(error)) throw error;
      this.end();
      throw new SignedOutError({ cause: error });
    }
  }

  /** Takes what signing in answered. */
  begin({ access_token: accessToken }: Pick<TokenPair, 'access_token'>): void {
    this.accessToken = accessToken;
    this.state = 'signed-in';
    this.parts.mark.set();
  }

  /** @throws what the call throws; the session goes on then, since its cookie does */
  async logOut(): Promise<void> {
    await this.leaving((token) => this.parts.accounts.logOut(token));
  }

  async logOutEverywhere(): Promise<void> {
    await this.leaving((token) => this.parts.accounts.logOutEverywhere(token));
  }

  /** The session is over: the server said so, or the account was deleted. */
  end(): void {
    this.parts.mark.remove();
    this.forgetToken('signed-out');
  }

  private async leaving(leave: (accessToken: string) => Promise<void>): Promise<void> {
    await this.call(leave).catch((error: unknown) => {
      if (!(error instanceof SignedOutError)) throw error;
    });
    this.end();
  }

  /** Another tab signed in or out, perhaps as somebody else. */
  private startAnew(): void {
    this.forgetToken('unknown');
    // Whoever calls next hears why.
    this.start().catch(() => undefined);
  }

  private forgetToken(state: SessionState): void {
    this.accessToken = null;
    this.state = state;
  }

  /** One at a time: each use of a refresh token makes the next, and a used one coming back ends the session. */
  private refresh(): Promise<string> {
    this.refreshing ??= oneAtATime('session', () => this.fetchToken()).finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async fetchToken(): Promise<string> {
    if (!this.parts.mark.has()) {
      this.forgetToken('signed-out');
      throw new SignedOutError();
    }
    try {
      const pair = await this.parts.accounts.refresh();
      this.accessToken = pair.access_token;
      this.state = 'signed-in';
      return pair.access_token;
    } catch (error) {
      if (!isRefused(error)) throw error;
      this.end();
      throw new SignedOutError({ cause: error });
    }
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
