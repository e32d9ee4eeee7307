import {
  areApiKeys,
  areIdentities,
  areListedNotes,
  areRefreshedTokens,
  areSessions,
  areWebhookDeliveries,
  areWebhooks,
  isActivity,
  isCreatedApiKey,
  isCreatedWebhook,
  isMe,
  isProviderResponse,
  isTokenPair,
  isWebhook,
  isWebhookDelivery,
} from './account-responses.js';
import { NetworkError } from './http/errors.js';
import { expecting } from './http/guards.js';
import { nextCursorOf, pagePath, type PageOptions } from './http/paging.js';
import type {
  ActivityEvent,
  ApiKey,
  CreatedApiKey,
  CreatedWebhook,
  LinkedIdentity,
  Me,
  ListedNote,
  NewApiKey,
  NewWebhook,
  NoteFilter,
  Provider,
  RefreshedTokens,
  Session,
  TokenPair,
  Webhook,
  WebhookChange,
  WebhookDelivery,
} from './schema-types.js';
import { jsonOf, send, type ApiRequest, type ApiResponse, type Connection } from './http/send.js';

export interface AccountsClientOptions {
  /** Origin of the API; empty for the origin of the page. */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  /** Timeout of a call; 20,000 by default. */
  timeoutMs?: number;
}

/** Page of the list of own notes. */
export interface NotesPage {
  notes: ListedNote[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}

/** Page of the security log of the account. */
export interface ActivityPage {
  events: ActivityEvent[];
  /** Cursor of the next page; null on the last one. */
  next: string | null;
}

export interface NoteExpiry {
  /** RFC 3339; null for never. */
  expires_at?: string | null;
  /** Lifetime in seconds by the clock of the server. Not with `expires_at`. */
  expires_in?: number;
  keep_before_expiration?: boolean;
}

type Call = Pick<ApiRequest, 'method' | 'body'> & { accessToken?: string };

/** API of accounts, sessions and own notes. Each method throws `ApiError` (401: no valid session) or `NetworkError`. */
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
    return this.#sendCommand('/auth/signup', { method: 'POST', body: { email, password } });
  }

  signIn(email: string, password: string): Promise<TokenPair> {
    return this.#sendForTokens('/auth/signin', { email, password });
  }

  /** Exchanges a refresh token, by default that of the HttpOnly cookie. */
  async refresh(refreshToken?: string): Promise<RefreshedTokens> {
    const body = refreshToken === undefined ? {} : { refresh_token: refreshToken };
    const response = await this.#send('/auth/refresh-tokens', { method: 'POST', body });
    return expecting(areRefreshedTokens)(jsonOf(response));
  }

  /** @param code one-time code in the fragment of the OAuth callback page */
  exchange(code: string): Promise<TokenPair> {
    return this.#sendForTokens('/oauth/exchange', { code });
  }

  async providers(): Promise<Provider[]> {
    const response = await this.#send('/auth/providers', { method: 'GET' });
    return expecting(isProviderResponse)(jsonOf(response)).providers;
  }

  logOut(accessToken: string): Promise<void> {
    return this.#sendCommand('/auth/logout', { method: 'POST', body: {}, accessToken });
  }

  logOutEverywhere(accessToken: string): Promise<void> {
    return this.#sendCommand('/auth/logout/all', { method: 'POST', accessToken });
  }

  verify(token: string): Promise<void> {
    return this.#sendCommand('/auth/verify', { method: 'POST', body: { token } }, 'email verified');
  }

  resendVerification(email: string): Promise<void> {
    return this.#sendCommand('/auth/resend-verification-email', { method: 'POST', body: { email } });
  }

  forgotPassword(email: string): Promise<void> {
    return this.#sendCommand('/auth/reset-password', { method: 'POST', body: { email } });
  }

  resetPassword(token: string, password: string): Promise<void> {
    return this.#sendCommand(`/auth/reset-password/${encodeURIComponent(token)}`, {
      method: 'POST',
      body: { password },
    });
  }

  changePassword(accessToken: string, currentPassword: string, newPassword: string): Promise<void> {
    const body = { current_password: currentPassword, new_password: newPassword };
    return this.#sendCommand('/auth/change-password', { method: 'POST', body, accessToken });
  }

  changeEmail(accessToken: string, newEmail: string, currentPassword: string): Promise<void> {
    const body = { new_email: newEmail, current_password: currentPassword };
    return this.#sendCommand('/auth/change-email', { method: 'POST', body, accessToken });
  }

  confirmEmailChange(token: string): Promise<void> {
    return this.#sendCommand(
      '/auth/change-email/confirm',
      { method: 'POST', body: { token } },
      'email changed',
    );
  }

  /** Reverts a pending or completed change of email with the token that was mailed to the old email. */
  stopEmailChange(token: string): Promise<void> {
    return this.#sendCommand('/auth/change-email/stop', { method: 'POST', body: { token } });
  }

  async me(accessToken: string): Promise<Me> {
    return expecting(isMe)(jsonOf(await this.#send('/me', { method: 'GET', accessToken })));
  }

  async sessions(accessToken: string): Promise<Session[]> {
    return expecting(areSessions)(jsonOf(await this.#send('/auth/sessions', { method: 'GET', accessToken })));
  }

  /** Returns a page of the security log, newest first. */
  async activity(accessToken: string, { limit, cursor }: PageOptions = {}): Promise<ActivityPage> {
    const response = await this.#send(pagePath('/me/activity', { limit, cursor }), {
      method: 'GET',
      accessToken,
    });
    return { events: expecting(isActivity)(jsonOf(response)), next: nextCursorOf(response.headers) };
  }

  endSession(accessToken: string, id: string): Promise<void> {
    return this.#sendCommand(`/auth/sessions/${encodeURIComponent(id)}`, { method: 'DELETE', accessToken });
  }

  async apiKeys(accessToken: string): Promise<ApiKey[]> {
    return expecting(areApiKeys)(jsonOf(await this.#send('/me/api-keys', { method: 'GET', accessToken })));
  }

  /** The result has the key itself, which the server does not return again. */
  async createApiKey(accessToken: string, body: NewApiKey): Promise<CreatedApiKey> {
    const response = await this.#send('/me/api-keys', { method: 'POST', body, accessToken });
    return expecting(isCreatedApiKey)(jsonOf(response));
  }

  revokeApiKey(accessToken: string, id: string): Promise<void> {
    return this.#sendCommand(`/me/api-keys/${encodeURIComponent(id)}`, { method: 'DELETE', accessToken });
  }

  async webhooks(accessToken: string): Promise<Webhook[]> {
    return expecting(areWebhooks)(jsonOf(await this.#send('/me/webhooks', { method: 'GET', accessToken })));
  }

  /** The result has the secret, which the server does not return again. */
  async createWebhook(accessToken: string, body: NewWebhook): Promise<CreatedWebhook> {
    const response = await this.#send('/me/webhooks', { method: 'POST', body, accessToken });
    return expecting(isCreatedWebhook)(jsonOf(response));
  }

  async changeWebhook(accessToken: string, id: string, body: WebhookChange): Promise<Webhook> {
    const response = await this.#send(webhookPath(id), { method: 'PATCH', body, accessToken });
    return expecting(isWebhook)(jsonOf(response));
  }

  deleteWebhook(accessToken: string, id: string): Promise<void> {
    return this.#sendCommand(webhookPath(id), { method: 'DELETE', accessToken });
  }

  /** Deliveries are signed with the new secret and the former one for 24 hours. */
  async rotateWebhookSecret(accessToken: string, id: string): Promise<CreatedWebhook> {
    const response = await this.#send(`${webhookPath(id)}/secret`, { method: 'POST', accessToken });
    return expecting(isCreatedWebhook)(jsonOf(response));
  }

  async testWebhook(accessToken: string, id: string): Promise<WebhookDelivery> {
    const response = await this.#send(`${webhookPath(id)}/test`, { method: 'POST', accessToken });
    return expecting(isWebhookDelivery)(jsonOf(response));
  }

  async webhookDeliveries(accessToken: string, id: string): Promise<WebhookDelivery[]> {
    const response = await this.#send(`${webhookPath(id)}/deliveries`, { method: 'GET', accessToken });
    return expecting(areWebhookDeliveries)(jsonOf(response));
  }

  async replayDelivery(accessToken: string, id: string, deliveryId: string): Promise<WebhookDelivery> {
    const path = `${webhookPath(id)}/deliveries/${encodeURIComponent(deliveryId)}/replay`;
    return expecting(isWebhookDelivery)(jsonOf(await this.#send(path, { method: 'POST', accessToken })));
  }

  async identities(accessToken: string): Promise<LinkedIdentity[]> {
    const response = await this.#send('/me/identities', { method: 'GET', accessToken });
    return expecting(areIdentities)(jsonOf(response));
  }

  /** @param password of the account; omitted if it has none and its session began in the last five minutes */
  unlinkIdentity(accessToken: string, provider: string, password?: string): Promise<void> {
    const body = password === undefined ? {} : { current_password: password };
    const path = `/me/identities/${encodeURIComponent(provider)}`;
    return this.#sendCommand(path, { method: 'DELETE', body, accessToken });
  }

  deleteAccount(accessToken: string, password: string): Promise<void> {
    return this.#sendCommand('/me', { method: 'DELETE', body: { password }, accessToken });
  }

  /** Returns a page of own notes, newest first. Its size also has a limit in bytes. */
  async listNotes(accessToken: string, kind: NoteFilter, page: PageOptions = {}): Promise<NotesPage> {
    const path = kind === 'all' ? '/note' : `/note/${kind}`;
    const response = await this.#send(pagePath(path, page), { method: 'GET', accessToken });
    return { notes: expecting(areListedNotes)(jsonOf(response)), next: nextCursorOf(response.headers) };
  }

  changeExpiry(accessToken: string, slug: string, expiry: NoteExpiry): Promise<void> {
    return this.#sendCommand(`${notePath(slug)}/expires`, { method: 'PATCH', body: expiry, accessToken });
  }

  changePasswordOfNote(accessToken: string, slug: string, password: string): Promise<void> {
    return this.#sendCommand(`${notePath(slug)}/password`, {
      method: 'PATCH',
      body: { password },
      accessToken,
    });
  }

  changeContent(accessToken: string, slug: string, content: string): Promise<void> {
    return this.#sendCommand(notePath(slug), { method: 'PATCH', body: { content }, accessToken });
  }

  /** @param label private name of a note in any state; empty for none */
  changeLabel(accessToken: string, slug: string, label: string): Promise<void> {
    const body = { label: label === '' ? null : label };
    return this.#sendCommand(notePath(slug), { method: 'PATCH', body, accessToken });
  }

  deleteNote(accessToken: string, slug: string): Promise<void> {
    return this.#sendCommand(notePath(slug), { method: 'DELETE', accessToken });
  }

  async #sendForTokens(path: string, body: object): Promise<TokenPair> {
    return expecting(isTokenPair)(jsonOf(await this.#send(path, { method: 'POST', body })));
  }

  /** Compares the text, because a captive portal also responds with 200. */
  async #sendCommand(path: string, call: Call, expectedText = ''): Promise<void> {
    const { text } = await this.#send(path, call);
    if (text !== expectedText) throw new NetworkError({ cause: text });
  }

  #send(path: string, { accessToken, ...call }: Call): Promise<ApiResponse> {
    const headers = { authorization: accessToken && `Bearer ${accessToken}` };
    return send(this.#connection, { ...call, path, headers, timeoutMs: this.#timeoutMs });
  }
}

function webhookPath(id: string): string {
  return `/me/webhooks/${encodeURIComponent(id)}`;
}

function notePath(slug: string): string {
  return `/note/${encodeURIComponent(slug)}`;
}
