import { describe, expect, it } from 'vitest';
import { at, newEmail } from '../support/accounts.js';
import { PAGE, redirectUriOf } from '../support/oauth.js';
import { useOauthCore } from '../support/oauth-core.js';
import { useCore } from '../support/world.js';

const { oidc, github, http, browser, world } = await useOauthCore();

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
const ADDRESSES = [
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
const junk = () => NAMES.map((name, index) => [name, ADDRESSES[index % ADDRESSES.length] ?? '']);
const person = (email = newEmail()) => ({ sub: email, email, email_verified: true });

describe('a redirect', () => {
  it.each(ADDRESSES)('leads to the provider, with our address, whatever asks for %j', async (address) => {
    const parameters = new URLSearchParams(NAMES.map((name) => [name, address]));
    for (const provider of ['oidc', 'github']) {
      const { headers } = await http().get(`${at(`/oauth/${provider}`)}?${parameters.toString()}`);
      const location = new URL(headers.location ?? '');
      expect(location.origin).toBe(provider === 'oidc' ? oidc.issuer : github.url);
      expect(location.searchParams.getAll('redirect_uri')).toEqual([redirectUriOf(provider)]);
      expect(headers.location).not.toContain('evil');
    }
  });

  it.each(ADDRESSES)('leads back to the web page, whatever asks for %j', async (address) => {
    oidc.user = person();
    const visitor = browser();
    const back = await visitor.returnFrom('oidc');
    for (const name of NAMES) back.searchParams.append(name, address);
    expect((await visitor.comeBack(back)).headers.location).toMatch(
      new RegExp(`^${PAGE}#code=[A-Za-z0-9_-]{43}$`),
    );
    const refused = await http().get(
      `${at('/oauth/oidc/callback')}?${new URLSearchParams(junk()).toString()}`,
    );
    expect(refused.headers.location).toBe(`${PAGE}?error=state`);
  });

  it.each(['host', 'x-forwarded-host', 'forwarded', 'origin', 'referer', 'x-original-url'])(
    'does not believe the header %s',
    async (name) => {
      const headers = { [name]: name === 'forwarded' ? 'host=evil.example' : 'evil.example' };
      const { direct } = world().core;
      const begun = await direct.get(at('/oauth/oidc'), { headers });
      expect(begun.headers.location).not.toContain('evil');
      const ended = await direct.get(at('/oauth/oidc/callback'), { headers });
      expect(ended.headers.location).toBe(`${PAGE}?error=state`);
    },
  );
});

describe('a provider', () => {
  const unset = useCore();
  const refusal = {
    status: 400,
    body: { code: 'oauth.provider_not_supported', message: 'oauth2 provider not supported' },
  };

  it.each(['unknown', '__proto__', 'constructor', 'GOOGLE', 'oidc%20', '..%2fnote', 'exchange', '%00'])(
    'by the name of %s is not supported',
    async (name) => {
      for (const prefix of ['/oauth', '/auth/oauth']) {
        for (const end of ['', '/callback', '/callback?error=access_denied']) {
          expect(await http().get(at(`${prefix}/${name}${end}`))).toMatchObject(refusal);
        }
      }
    },
  );

  it.each(['google', 'github', 'oidc'])('such as %s is not supported without credentials', async (name) => {
    const core = unset().core.http;
    expect(await core.get(at(`/oauth/${name}`))).toMatchObject(refusal);
    expect(await core.get(at(`/oauth/${name}/callback`))).toMatchObject(refusal);
    expect((await core.get(at('/auth/providers'))).body).toEqual({ providers: [] });
  });
});
