import type { TestHttp, TestResponse } from '../../../testing/http-client.js';
import { at } from '../../../testing/test-actions.js';

export const PAGE = 'http://localhost:3000/oauth/callback';
export const APP_URL = 'http://localhost:3999';
export const redirectUriOf = (provider: string) => `${APP_URL}/api/v1/oauth/${provider}/callback`;

export class OauthBrowser {
  constructor(
    private readonly http: TestHttp,
    readonly cookies = new Map<string, string>(),
  ) {}

  async begin(provider: string, prefix = '/oauth'): Promise<URL> {
    const { status, headers, text } = await this.get(at(`${prefix}/${provider}`));
    if (status !== 303) throw new Error(`not sent to the provider: ${status} ${headers.location} ${text}`);
    return new URL(headers.location ?? '');
  }

  async signInAt(url: URL): Promise<URL> {
    const jar = new Map<string, string>();
    let next = url;
    for (let hop = 0; hop < 10 && next.origin !== APP_URL; hop += 1) {
      const response = await fetch(next, { redirect: 'manual', headers: { cookie: cookieHeader(jar) } });
      for (const line of response.headers.getSetCookie()) keep(jar, line);
      const location = response.headers.get('location');
      if (location === null)
        throw new Error(`stuck at ${next.href}: ${response.status} ${await response.text()}`);
      next = new URL(location, next);
    }
    return next;
  }

  async returnFrom(provider: string): Promise<URL> {
    return this.signInAt(await this.begin(provider));
  }

  comeBack(url: URL): Promise<TestResponse> {
    return this.get(url.pathname + url.search);
  }

  async codeFrom(provider: string): Promise<string> {
    const { headers } = await this.comeBack(await this.returnFrom(provider));
    const code = headers.location?.split(`${PAGE}#code=`)[1];
    if (code === undefined) throw new Error(`no code: ${headers.location}`);
    return code;
  }

  async exchange(code: unknown, prefix = '/oauth'): Promise<TestResponse> {
    const headers = { cookie: cookieHeader(this.cookies) };
    return this.stored(await this.http.post(at(`${prefix}/exchange`), { code }, { headers }));
  }

  async get(path: string): Promise<TestResponse> {
    return this.stored(await this.http.get(path, { headers: { cookie: cookieHeader(this.cookies) } }));
  }

  private stored(response: TestResponse): TestResponse {
    for (const line of response.headers['set-cookie'] ?? []) keep(this.cookies, line);
    return response;
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
