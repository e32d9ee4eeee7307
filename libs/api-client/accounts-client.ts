import { isMe, areListedNotes, isProviders, isSessions, isTokenPair } from './account-answers.js';
import { NetworkError } from './errors.js';
import { expecting } from './guards.js';
import type { Me, ListedNote, NoteFilter, Provider, Session, TokenPair } from './schema-types.js';
import { jsonOf, sendForAnswer, type Answer, type Connection, type Question } from './send.js';

export interface AccountsClientOptions {
  /** Where the API is, without `/api/v1`; empty for the origin of the page. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  /** How long one call may take, 20 s if not given. */
  timeoutMs?: number;
}

/** So that a page of the list can be asked for after the last one; null when there is no more. */
export interface NotesPage {
  notes: ListedNote[];
  next: string | null;
}

export interface NoteExpiry {
  /** RFC 3339; null for never. */
  expires_at?: string | null;
  keep_before_expiration?: boolean;
}

type Call = Pick<Question, 'method' | 'body'> & { accessToken?: string };

/**
 * The API of accounts and of what they own. Each call throws `ApiError` or `NetworkError`. Calls that are for signed-in people take
 * their access token; 401 means that it is not good any more.
 */
export class AccountsClient {
  readonly #connection: Connection;
  readonly #timeoutMs: number;

  constructor({
    baseUrl,
    fetch = (input, init) => globalThis.fetch(input, init),
    timeoutMs = 20_000,
  }: AccountsClientOptions) {
    this.#connection = { baseUrl: `${baseUrl.replace(/\/$/, '')}/api/v1`, fetch };
    this.#timeoutMs = timeoutMs;
  }

  signUp(email: string, password: string): Promise<void> {
    return this.#act('/auth/signup', { method: 'POST', body: { email, password } });
  }

  signIn(email: string, password: string): Promise<TokenPair> {
    return this.#tokens('/auth/signin', { email, password });
  }

  /** Without a token: with that of the cookie, which browsers keep where no script can read it. */
  refresh(refreshToken?: string): Promise<TokenPair> {
    return this.#tokens(
      '/auth/refresh-tokens',
      refreshToken === undefined ? {} : { refresh_token: refreshToken },
    );
  }

  /** @param code what the page that a provider sends people back to has in its fragment; good once */
  exchange(code: string): Promise<TokenPair> {
    return this.#tokens('/oauth/exchange', { code });
  }

  async providers(): Promise<Provider[]> {
    const answer = await this.#ask('/auth/providers', { method: 'GET' });
    return expecting(isProviders)(jsonOf(answer)).providers;
  }

  logOut(accessToken: string): Promise<void> {
    return this.#act('/auth/logout', { method: 'POST', body: {}, accessToken });
  }

  logOutEverywhere(accessToken: string): Promise<void> {
    return this.#act('/auth/logout/all', { method: 'POST', accessToken });
  }

  verify(token: string): Promise<void> {
    return this.#act('/auth/verify', { method: 'POST', body: { token } }, 'email verified');
  }

  resendVerification(email: string): Promise<void> {
    return this.#act('/auth/resend-verification-email', { method: 'POST', body: { email } });
  }

  forgotPassword(email: string): Promise<void> {
    return this.#act('/auth/reset-password', { method: 'POST', body: { email } });
  }

  resetPassword(token: string, password: string): Promise<void> {
    return this.#act(`/auth/reset-password/${encodeURIComponent(token)}`, {
      method: 'POST',
      body: { password },
    });
  }

  changePassword(accessToken: string, currentPassword: string, newPassword: string): Promise<void> {
    const body = { current_password: currentPassword, new_password: newPassword };
    return this.#act('/auth/change-password', { method: 'POST', body, accessToken });
  }

  changeEmail(accessToken: string, newEmail: string): Promise<void> {
    return this.#act('/auth/change-email', { method: 'POST', body: { new_email: newEmail }, accessToken });
  }

  confirmEmailChange(token: string): Promise<void> {
    return this.#act('/auth/change-email/confirm', { method: 'POST', body: { token } }, 'email changed');
  }

  /** With the token that the old address got: takes the change back, also when it was made already. */
  stopEmailChange(token: string): Promise<void> {
    return this.#act('/auth/change-email/stop', { method: 'POST', body: { token } });
  }

  async me(accessToken: string): Promise<Me> {
    return expecting(isMe)(jsonOf(await this.#ask('/me', { method: 'GET', accessToken })));
  }

  async sessions(accessToken: string): Promise<Session[]> {
    return expecting(isSessions)(jsonOf(await this.#ask('/auth/sessions', { method: 'GET', accessToken })));
  }

  endSession(accessToken: string, id: string): Promise<void> {
    return this.#act(`/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE', accessToken });
  }

  deleteAccount(accessToken: string, password: string): Promise<void> {
    return this.#act('/me', { method: 'DELETE', body: { password }, accessToken });
  }

  /** The notes of the account, newest first, so many at a time as the server likes. */
  async listNotes(accessToken: string, kind: NoteFilter, cursor?: string): Promise<NotesPage> {
    const path = kind === 'all' ? '/note' : `/note/${kind}`;
    const query = cursor === undefined ? '' : `?${new URLSearchParams({ cursor })}`;
    const answer = await this.#ask(path + query, { method: 'GET', accessToken });
    return { notes: expecting(areListedNotes)(jsonOf(answer)), next: nextCursorOf(answer.headers) };
  }

  changeExpiry(accessToken: string, slug: string, expiry: NoteExpiry): Promise<void> {
    return this.#act(`${notePath(slug)}/expires`, { method: 'PATCH', body: expiry, accessToken });
  }

  changePasswordOfNote(accessToken: string, slug: string, password: string): Promise<void> {
    return this.#act(`${notePath(slug)}/password`, { method: 'PATCH', body: { password }, accessToken });
  }

  changeContent(accessToken: string, slug: string, content: string): Promise<void> {
    return this.#act(notePath(slug), { method: 'PATCH', body: { content }, accessToken });
  }

  deleteNote(accessToken: string, slug: string): Promise<void> {
    return this.#act(notePath(slug), { method: 'DELETE', accessToken });
  }

  async #tokens(path: string, body: object): Promise<TokenPair> {
    return expecting(isTokenPair)(jsonOf(await this.#ask(path, { method: 'POST', body })));
  }

  /** Somebody else who answers 200, the sign-in page of a hotel say, is not believed. */
  async #act(path: string, call: Call, words = ''): Promise<void> {
    const { text } = await this.#ask(path, call);
    if (text !== words) throw new NetworkError({ cause: text });
  }

  #ask(path: string, { accessToken, ...call }: Call): Promise<Answer> {
    const headers = { authorization: accessToken && `Bearer ${accessToken}` };
    return sendForAnswer(this.#connection, { ...call, path, headers, timeoutMs: this.#timeoutMs });
  }
}

function notePath(slug: string): string {
  return `/note/${encodeURIComponent(slug)}`;
}

/** Of `</api/v1/note?cursor=…>; rel="next"` (RFC 8288). */
function nextCursorOf(headers: Headers): string | null {
  const [, target] = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '') ?? [];
  return target === undefined ? null : new URL(target, 'http://any').searchParams.get('cursor');
}
