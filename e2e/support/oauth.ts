import type { ServerResponse } from 'node:http';
import { at } from './accounts.js';
import type { TestResponse, HttpClient } from '../../apps/core/testing/http-client.js';
import type { Disturbance } from './oidc.js';

export const PAGE = 'http://localhost:3000/oauth/callback';
export const APP_URL = 'http://localhost:3999';
export const redirectUriOf = (provider: string) => `${APP_URL}/api/v1/oauth/${provider}/callback`;

/** What a provider may do instead of answering. */
export const disturbances = {
  500: (response: ServerResponse) => void response.writeHead(500).end('<h1>Oops</h1>'),
  garbage: (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token": '),
  'an empty object': (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
  'a list': (response: ServerResponse) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end('[null]'),
  'a redirect': (response: ServerResponse) =>
    void response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end(),
  'a hang-up': (response: ServerResponse) => void response.destroy(),
} satisfies Record<string, Disturbance>;

/** The cookies and the way of one browser between us and a provider. */
export class OauthBrowser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly http: HttpClient) {}

  /** @returns where the provider asks to sign in */
  async begin(provider: string, prefix = '/oauth'): Promise<URL> {
    const { status, headers, text } = await this.get(at(`${prefix}/${provider}`));
    if (status !== 303) throw new Error(`not sent to the provider: ${status} ${headers.location} ${text}`);
    return new URL(headers.location ?? '');
  }

  /** Signs in at the provider. @returns the address that it sends the browser back to */
  async signInAt(url: URL): Promise<URL> {
    const jar = new Map<string, string>();
    let next = url;
    for (let hop = 0; hop < 10 && next.origin !== APP_URL; hop += 1) {
      const answer = await fetch(next, { redirect: 'manual', headers: { cookie: cookieHeader(jar) } });
      for (const line of answer.headers.getSetCookie()) keep(jar, line);
      const location = answer.headers.get('location');
      if (location === null)
        throw new Error(`stuck at ${next.href}: ${answer.status} ${await answer.text()}`);
      next = new URL(location, next);
    }
    return next;
  }

  /** Goes to the provider and returns, without telling us yet. */
  async returnFrom(provider: string): Promise<URL> {
    return this.signInAt(await this.begin(provider));
  }

  comeBack(url: URL): Promise<TestResponse> {
    return this.get(url.pathname + url.search);
  }

  /** All the way. @returns the one-time code */
  async codeFrom(provider: string): Promise<string> {
    const { headers } = await this.comeBack(await this.returnFrom(provider));
    const code = headers.location?.split(`${PAGE}#code=`)[1];
    if (code === undefined) throw new Error(`no code: ${headers.location}`);
    return code;
  }

  async exchange(code: unknown, prefix = '/oauth'): Promise<TestResponse> {
    const headers = { cookie: cookieHeader(this.cookies) };
    return this.kept(await this.http.post(at(`${prefix}/exchange`), { code }, { headers }));
  }

  async get(path: string): Promise<TestResponse> {
    return this.kept(await this.http.get(path, { headers: { cookie: cookieHeader(this.cookies) } }));
  }

  private kept(answer: TestResponse): TestResponse {
    for (const line of answer.headers['set-cookie'] ?? []) keep(this.cookies, line);
    return answer;
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}

function cookieHeader(jar: Map<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
