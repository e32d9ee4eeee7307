import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, newEmail } from '../../testing/test-actions.js';
import { createOauthApp } from './testing/create-oauth-app.js';
import { PAGE, redirectUriOf } from './testing/oauth-browser.js';

const { app, oidc, github, browser, close } = await createOauthApp();
const withoutProviders = await createTestApp();
afterAll(async () => {
  await withoutProviders.close();
  await close();
});

const NAMES = [
  'next',
  'redirect_uri',
  'redirect_url',
  'return_to',
  'returnTo',
  'redirect',
  'url',
  'continue',
  'callback',
  'RelayState',
  'frontend_url',
  'client_id',
  'scope',
  'request_uri',
];
const URLS = [
  'https://evil.example',
  '//evil.example',
  String.raw`/\evil.example`,
  'https:evil.example',
  'javascript:alert(1)',
  '%2f%2fevil.example',
  'https://localhost:3000@evil.example',
  '/\t/evil.example',
  'x\r\nlocation: https://evil.example',
];
const junk = () => NAMES.map((name, index) => [name, URLS[index % URLS.length] ?? '']);
const person = (email = newEmail()) => ({ sub: email, email, email_verified: true });

describe('redirect', () => {
  it.each(URLS)('leads to the configured provider despite parameters of %j', async (url) => {
    const parameters = new URLSearchParams(NAMES.map((name) => [name, url]));
    for (const provider of ['oidc', 'github']) {
      const { headers } = await app.http.get(`${at(`/oauth/${provider}`)}?${parameters.toString()}`);
      const location = new URL(headers.location ?? '');
      expect(location.origin).toBe(provider === 'oidc' ? oidc.issuer : github.url);
      expect(location.searchParams.getAll('redirect_uri')).toEqual([redirectUriOf(provider)]);
      expect(headers.location).not.toContain('evil');
    }
  });

  it.each(URLS)('leads back to the web page despite parameters of %j', async (url) => {
    oidc.user = person();
    const visitor = browser();
    const back = await visitor.returnFrom('oidc');
    for (const name of NAMES) back.searchParams.append(name, url);
    expect((await visitor.comeBack(back)).headers.location).toMatch(
      new RegExp(`^${PAGE}#code=[A-Za-z0-9_-]{43}$`),
    );
    const rejected = await app.http.get(
      `${at('/oauth/oidc/callback')}?${new URLSearchParams(junk()).toString()}`,
    );
    expect(rejected.headers.location).toBe(`${PAGE}?error=state`);
  });

  it.each(['host', 'x-forwarded-host', 'forwarded', 'origin', 'referer', 'x-original-url'])(
    'ignores the header %s',
    async (name) => {
      const headers = { [name]: name === 'forwarded' ? 'host=evil.example' : 'evil.example' };
      const begun = await app.http.get(at('/oauth/oidc'), { headers });
      expect(begun.headers.location).not.toContain('evil');
      const ended = await app.http.get(at('/oauth/oidc/callback'), { headers });
      expect(ended.headers.location).toBe(`${PAGE}?error=state`);
    },
  );
});

describe('provider name', () => {
  const rejection = {
    status: 400,
    body: { code: 'oauth.provider_not_supported', message: 'oauth2 provider not supported' },
  };

  it.each(['unknown', '__proto__', 'constructor', 'GOOGLE', 'oidc%20', '..%2fnote', 'exchange', '%00'])(
    '%s is rejected as not supported',
    async (name) => {
      for (const prefix of ['/oauth', '/auth/oauth']) {
        for (const end of ['', '/callback', '/callback?error=access_denied']) {
          expect(await app.http.get(at(`${prefix}/${name}${end}`))).toMatchObject(rejection);
        }
      }
    },
  );

  it.each(['google', 'github', 'oidc'])(
    '%s is rejected as not supported without credentials',
    async (name) => {
      const { http } = withoutProviders;
      expect(await http.get(at(`/oauth/${name}`))).toMatchObject(rejection);
      expect(await http.get(at(`/oauth/${name}/callback`))).toMatchObject(rejection);
      expect((await http.get(at('/auth/providers'))).body).toEqual({ providers: [] });
    },
  );
});
