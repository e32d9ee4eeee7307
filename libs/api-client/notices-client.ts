import { areNoticeSettings, hasNoticeKey, hasNoticeState } from './account-responses.js';
import type { AccountsClientOptions } from './accounts-client.js';
import { NetworkError } from './http/errors.js';
import { expecting } from './http/guards.js';
import { jsonOf, send, type ApiRequest, type ApiResponse, type Connection } from './http/send.js';
import type { NoticeAddressState, NoticeSettings } from './schema-types.js';

type Call = Pick<ApiRequest, 'method' | 'body'> & { accessToken?: string };

/** Notices by mail. Each method throws `ApiError` or `NetworkError`. */
export class NoticesClient {
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

  async settings(accessToken: string): Promise<NoticeSettings> {
    const response = await this.#send('/me/notices', { method: 'GET', accessToken });
    return expecting(areNoticeSettings)(jsonOf(response));
  }

  async changeSettings(accessToken: string, body: Partial<NoticeSettings>): Promise<NoticeSettings> {
    const response = await this.#send('/me/notices', { method: 'PATCH', body, accessToken });
    return expecting(areNoticeSettings)(jsonOf(response));
  }

  /** Mails a link to the address. Returns the key with which notes may use it once the link was opened. */
  async requestAddress(email: string): Promise<string> {
    const response = await this.#send('/notices/addresses', { method: 'POST', body: { email } });
    return expecting(hasNoticeKey)(jsonOf(response)).notice_key;
  }

  async addressState(key: string): Promise<NoticeAddressState> {
    const body = { notice_key: key };
    const response = await this.#send('/notices/addresses/state', { method: 'POST', body });
    return expecting(hasNoticeState)(jsonOf(response)).state;
  }

  async confirmAddress(token: string): Promise<void> {
    await this.#sendCommand('/notices/addresses/confirm', { method: 'POST', body: { token } });
  }

  /** Idempotent; an unknown token changes nothing. */
  async stop(token: string): Promise<void> {
    await this.#sendCommand(`/notices/stop/${encodeURIComponent(token)}`, { method: 'POST', body: {} });
  }

  /** Compares the text, because a captive portal also responds with 200. */
  async #sendCommand(path: string, call: Call): Promise<void> {
    const { text } = await this.#send(path, call);
    if (text !== '') throw new NetworkError({ cause: text });
  }

  #send(path: string, { accessToken, ...call }: Call): Promise<ApiResponse> {
    const headers = { authorization: accessToken && `Bearer ${accessToken}` };
    return send(this.#connection, { ...call, path, headers, timeoutMs: this.#timeoutMs });
  }
}
