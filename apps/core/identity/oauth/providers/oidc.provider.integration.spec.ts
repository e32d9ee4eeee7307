import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret, variables } from '#libs/config';
import { OauthError } from '../oauth.errors.js';
import {
  QUIRKY_CLIENT,
  QuirkyOidcProvider,
  signingKey,
  type Quirks,
  type SigningKey,
} from '../testing/quirky-oidc-provider.js';
import type { OidcSettings } from './oidc-settings.js';
import { OidcProvider } from './oidc.provider.js';

const server = await QuirkyOidcProvider.start();
const keys = {
  RS256: await signingKey('RS256', 'rs'),
  PS256: await signingKey('PS256', 'ps'),
  ES256: await signingKey('ES256', 'es'),
  EdDSA: await signingKey('EdDSA', 'ed'),
  other: await signingKey('RS256', 'rs'),
  third: await signingKey('RS256', 'rs'),
};
const withoutId = ({ kid: _kid, ...key }: SigningKey): SigningKey => {
  const { kid: _jwkKid, ...jwk } = key.jwk;
  return { ...key, jwk };
};
const symmetric = { key: new TextEncoder().encode(QUIRKY_CLIENT.clientSecret), alg: 'HS256', jwk: {} };
const REDIRECT_URI = 'http://localhost:3000/api/v1/oauth/oidc/callback';
const failures: OauthError[] = [];

beforeEach(() => void (server.quirks = {}));
/** What a failure says is logged. */
afterEach(() => {
  const said = JSON.stringify(failures.map(({ message, mismatch }) => ({ message, mismatch })));
  for (const secret of [QUIRKY_CLIENT.clientSecret, 'ada@example.com', '"ada"'])
    expect(said).not.toContain(secret);
});
afterAll(() => server.stop());

function providerWith(changes: Partial<OidcSettings> = {}): OidcProvider {
  return new OidcProvider({
    id: 'oidc',
    name: 'The office',
    prefix: 'OIDC',
    issuer: server.url,
    clientId: QUIRKY_CLIENT.clientId,
    clientSecret: new Secret(QUIRKY_CLIENT.clientSecret),
    tokenAuthMethod: undefined,
    trustsEmail: false,
    hostedDomains: [],
    ...changes,
  });
}

async function signIn(provider = providerWith()) {
  const checks = { state: randomUUID(), nonce: randomUUID(), codeVerifier: 'v'.repeat(43) };
  const back = server.grant(await provider.authorizationUrl(REDIRECT_URI, checks));
  return provider.identify(back, checks);
}

async function failureOf(work: Promise<unknown>): Promise<OauthError> {
  const failure = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(failure instanceof OauthError)) throw new Error(`no failure: ${String(failure)}`);
  failures.push(failure);
  return failure;
}

describe('issuer', () => {
  const forms = ['', '/', '/.well-known/openid-configuration'];
  const paths = ['', '/realms/main'];
  const cases = paths.flatMap((path) =>
    forms.flatMap((form) => ['', '/'].map((slash) => [`${path}${form}`, `${path}${slash}`] as const)),
  );

  it.each(cases)('configured as …%s may call itself …%s', async (given, name) => {
    server.quirks = { issuer: server.url + name };
    const issuer = variables.OIDC_ISSUER.schema.parse(` ${server.url}${given}`);
    const provider = providerWith({ issuer: issuer?.reveal() ?? '' });
    expect(await signIn(provider)).toMatchObject({ authority: server.url + name, subject: 'ada' });
    for (const slash of ['', '/'])
      expect(provider.isAuthority(server.url + name.replace(/\/$/, '') + slash)).toBe(true);
  });

  it.each(['https://login.example.com', 'https://127.0.0.1', 'not an address'])(
    'that calls itself %s is reported with both names',
    async (issuer) => {
      server.quirks = { issuer };
      const failure = await failureOf(providerWith().check());
      expect(failure).toMatchObject({
        reason: 'misconfigured',
        message: `the provider calls itself ${issuer}, OIDC_ISSUER says ${server.url}`,
        mismatch: { attribute: 'issuer', expected: server.url, received: issuer },
      });
      expect(await failureOf(signIn())).toMatchObject({ reason: 'misconfigured' });
    },
  );

  it('of Google is named after its own variable', async () => {
    server.quirks = { issuer: 'https://login.example.com' };
    expect((await failureOf(providerWith({ prefix: 'GOOGLE' }).check())).message).toContain('GOOGLE_ISSUER');
  });

  it('for all tenants signs in people of the configured one', async () => {
    const own = `${server.url}/6c1a-77/v2.0`;
    server.quirks = { issuer: `${server.url}/{tenantid}/v2.0`, tokenIssuer: own };
    expect(await signIn(providerWith({ issuer: own }))).toMatchObject({ authority: own });
    server.quirks.tokenIssuer = `${server.url}/of-strangers/v2.0`;
    expect(await failureOf(signIn(providerWith({ issuer: own })))).toMatchObject({
      reason: 'misconfigured',
      mismatch: { attribute: 'iss', expected: own, received: server.quirks.tokenIssuer },
    });
  });

  it.each(['common', 'organizations', 'consumers', '{tenantid}'])(
    'for all tenants is refused as %s',
    async (tenant) => {
      server.quirks = { issuer: `${server.url}/{tenantid}/v2.0` };
      const failure = await failureOf(providerWith({ issuer: `${server.url}/${tenant}/v2.0` }).check());
      expect(failure).toMatchObject({
        reason: 'misconfigured',
        message: expect.stringContaining('set OIDC_ISSUER to the issuer of your own tenant'),
      });
    },
  );

  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])('must name its %s', async (name) => {
    for (const value of [undefined, 'ftp://login.example.com', 'nonsense']) {
      server.quirks = { metadata: { [name]: value } };
      expect(await failureOf(providerWith().check())).toMatchObject({
        reason: 'misconfigured',
        message: expect.stringContaining(name),
      });
    }
  });
});

describe('client', () => {
  const basic = 'client_secret_basic';
  const post = 'client_secret_post';

  it.each<[OidcSettings['tokenAuthMethod'], string[] | undefined, Quirks['accepts'], boolean]>([
    [undefined, undefined, basic, true],
    [undefined, [basic, post], basic, true],
    [undefined, [post], post, true],
    [undefined, [basic, post], post, false],
    [post, [basic, post], post, true],
    [post, undefined, post, true],
    [basic, [post], basic, true],
    ['none', [basic, 'none'], 'none', true],
    ['none', undefined, 'none', true],
    ['none', [basic], basic, false],
  ])('with the method %s, listed %j and accepted %s, is accepted: %s', async (...values) => {
    const [tokenAuthMethod, listed, accepts, isAccepted] = values;
    server.quirks = {
      ...(accepts && { accepts }),
      metadata: { token_endpoint_auth_methods_supported: listed },
    };
    const clientSecret = tokenAuthMethod === 'none' ? undefined : new Secret(QUIRKY_CLIENT.clientSecret);
    const provider = providerWith({ tokenAuthMethod, clientSecret });
    if (isAccepted) expect(await signIn(provider)).toMatchObject({ subject: 'ada' });
    else
      expect(await failureOf(signIn(provider))).toMatchObject({
        reason: 'misconfigured',
        message: expect.stringMatching(/invalid_client.*OIDC_CLIENT_SECRET.*OIDC_TOKEN_AUTH_METHOD/),
      });
  });

  it('is warned of a method that the provider does not list', async () => {
    expect(await providerWith().check()).toEqual([]);
    server.quirks = { metadata: { token_endpoint_auth_methods_supported: [post] } };
    expect(await providerWith({ tokenAuthMethod: basic }).check()).toEqual([
      'the provider lists client_secret_post, OIDC_TOKEN_AUTH_METHOD is client_secret_basic',
    ]);
  });
});

describe('signature', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)('by %s is accepted', async (alg) => {
    server.quirks = { keys: [keys[alg]] };
    expect(await signIn()).toMatchObject({ subject: 'ada' });
  });

  it.each([
    ['HS256', ['HS256'], symmetric],
    ['HS256', ['RS256', 'HS256'], symmetric],
    ['HS256', ['RS256'], symmetric],
    ['HS256', undefined, symmetric],
    ['ES256', ['RS256'], keys.ES256],
    ['ES256', undefined, keys.ES256],
  ])('by %s, listed as %j, is refused in words', async (received, listed, signWith) => {
    server.quirks = { signWith, metadata: { id_token_signing_alg_values_supported: listed } };
    expect(await failureOf(signIn())).toMatchObject({
      reason: 'misconfigured',
      message: expect.stringContaining(`signs ID tokens with ${received}`),
      mismatch: { attribute: 'alg', received },
    });
  });

  it('by HS256 alone is reported at the start', async () => {
    server.quirks = { metadata: { id_token_signing_alg_values_supported: ['HS256'] } };
    expect((await failureOf(providerWith().check())).message).toContain('choose a signing key there');
  });

  it.each<[string, SigningKey[], SigningKey[]]>([
    [
      'under a new key id',
      [keys.RS256],
      [{ ...keys.other, kid: 'new', jwk: { ...keys.other.jwk, kid: 'new' } }],
    ],
    ['under the same key id', [keys.RS256], [keys.other]],
    ['without a key id', [withoutId(keys.RS256)], [withoutId(keys.other)]],
    ['for another algorithm', [keys.RS256], [keys.ES256]],
  ])('by a key that was replaced %s is accepted', async (_what, before, after) => {
    const provider = providerWith();
    for (const published of [before, after]) {
      server.quirks = { keys: published };
      expect(await signIn(provider)).toMatchObject({ subject: 'ada' });
    }
  });

  it('by any of several keys without a key id is accepted', async () => {
    const published = [keys.other, keys.RS256, keys.ES256].map(withoutId);
    for (const signWith of published) {
      server.quirks = { keys: published, signWith };
      expect(await signIn()).toMatchObject({ subject: 'ada' });
    }
  });

  it.each<[string, Quirks, string]>([
    [
      'of another key id',
      { keys: [keys.ES256, keys.RS256], signWith: { ...keys.RS256, kid: 'x' } },
      'misconfigured',
    ],
    ['with the id of a known key', { keys: [keys.RS256], signWith: keys.other }, 'provider'],
    ['without a key id', { keys: [keys.RS256], signWith: withoutId(keys.other) }, 'provider'],
    [
      'without a key id, of none of several',
      {
        keys: [withoutId(keys.RS256), withoutId(keys.third)],
        signWith: withoutId(keys.other),
      },
      'provider',
    ],
    ['if the provider publishes no key', { keys: [], signWith: keys.RS256 }, 'misconfigured'],
  ])('by an unknown key %s is refused', async (_what, quirks, reason) => {
    server.quirks = quirks;
    expect(await failureOf(signIn())).toMatchObject({ reason });
  });
});

describe('ID token', () => {
  const now = () => Math.floor(Date.now() / 1_000);

  it.each<[string, () => Quirks]>([
    ['with several audiences and azp', () => ({ claims: { aud: ['other', 'onasty'], azp: 'onasty' } })],
    ['with 300 groups', () => ({ claims: { groups: Array.from({ length: 300 }, () => randomUUID()) } })],
    ['beside a lifetime as text', () => ({ tokens: { expires_in: '300' } })],
    ['beside a session state', () => ({ tokens: { session_state: 'x' } })],
    ['in a response of type text/html', () => ({ tokenType: 'text/html' })],
    ['in a response with a charset', () => ({ tokenType: 'application/json; charset=UTF-8' })],
    ['issued in 300 s', () => ({ claims: { iat: now() + 300 } })],
    ['expired 20 s ago', () => ({ claims: { exp: now() - 20 } })],
  ])('%s is accepted', async (_what, quirks) => {
    server.quirks = quirks();
    expect(await signIn()).toMatchObject({ subject: 'ada' });
  });

  it.each<[string, string, () => Quirks]>([
    ['aud', 'misconfigured', () => ({ claims: { aud: 'other' } })],
    ['azp', 'misconfigured', () => ({ claims: { aud: ['other', 'onasty'], azp: 'other' } })],
    ['iss', 'misconfigured', () => ({ tokenIssuer: `${server.url}/` })],
    ['exp', 'misconfigured', () => ({ claims: { exp: now() - 45 } })],
    ['nonce', 'provider', () => ({ claims: { nonce: 'secret of another browser' } })],
  ])(
    'with another %s is refused as %s, with its values unless they are secret',
    async (name, reason, quirks) => {
      server.quirks = quirks();
      const failure = await failureOf(signIn());
      expect(failure).toMatchObject({ reason, mismatch: { attribute: name } });
      if (name === 'nonce') expect(failure.mismatch).toEqual({ attribute: name });
      else expect(failure.mismatch).toHaveProperty('received');
    },
  );
});

describe('email address', () => {
  const email = 'ada@example.com';
  const vouched = (yes: 'yes' | 'no' | 'unknown') => ({ address: email, vouched: yes });

  it.each<[string, Quirks, Partial<OidcSettings>, unknown]>([
    ['in the token', { claims: { email, email_verified: true }, userInfoStatus: 500 }, {}, vouched('yes')],
    ['in user info', { userInfo: { email, email_verified: true } }, {}, vouched('yes')],
    [
      'in the token, confirmed in user info',
      { claims: { email }, userInfo: { email_verified: true } },
      {},
      vouched('yes'),
    ],
    ['in the token, without user info', { claims: { email }, userInfoStatus: 403 }, {}, vouched('unknown')],
    ['nowhere', {}, {}, null],
    ['empty', { claims: { email: '' } }, {}, null],
    ['in the token of a trusted issuer', { claims: { email } }, { trustsEmail: true }, vouched('yes')],
    [
      'denied by a trusted issuer',
      { claims: { email, email_verified: false } },
      { trustsEmail: true },
      vouched('no'),
    ],
    [
      'in signed user info',
      {
        userInfo: { email, email_verified: true },
        signUserInfoWith: keys.ES256,
        keys: [keys.ES256, keys.RS256],
      },
      {},
      vouched('yes'),
    ],
    [
      'in user info signed for us',
      {
        userInfo: { email, email_verified: true, aud: ['onasty'], iss: server.url },
        signUserInfoWith: keys.RS256,
        keys: [keys.RS256],
      },
      {},
      vouched('yes'),
    ],
    [
      'in user info signed for another client',
      {
        claims: { email },
        userInfo: { email_verified: true, aud: 'other' },
        signUserInfoWith: keys.RS256,
        keys: [keys.RS256],
      },
      {},
      vouched('unknown'),
    ],
    [
      'in user info signed with a shared secret',
      { claims: { email }, userInfo: { email_verified: true }, signUserInfoWith: symmetric },
      {},
      vouched('unknown'),
    ],
    [
      'in user info of another person',
      { claims: { email }, userInfo: { sub: 'eve', email_verified: true } },
      {},
      vouched('unknown'),
    ],
  ])('%s is read', async (_what, quirks, settings, expected) => {
    server.quirks = quirks;
    expect(await (await signIn(providerWith(settings))).readEmail()).toEqual(expected);
  });

  it.each([
    [401, 'misconfigured'],
    [403, 'misconfigured'],
    [404, 'misconfigured'],
    [429, 'provider'],
    [503, 'provider'],
  ])('that user info with status %i hides is reported as %s', async (userInfoStatus, reason) => {
    server.quirks = { userInfoStatus };
    const { readEmail } = await signIn();
    expect(await failureOf(readEmail())).toMatchObject({
      reason,
      message: expect.stringContaining('/userinfo'),
    });
  });
});

describe('hosted domain', () => {
  it.each([
    [['example.com'], 'example.com', true],
    [['example.com', 'example.org'], 'Example.Org', true],
    [['example.com'], 'evil.example', false],
    [['example.com'], undefined, false],
    [['example.com'], ['example.com'], false],
    [[], undefined, true],
  ])('of %j lets an account of %j in: %s', async (hostedDomains, hd, isAllowed) => {
    server.quirks = { claims: { hd } };
    const provider = providerWith({ prefix: 'GOOGLE', hostedDomains });
    if (isAllowed) expect(await signIn(provider)).toMatchObject({ subject: 'ada' });
    else expect(await failureOf(signIn(provider))).toMatchObject({ reason: 'domain_not_allowed' });
  });
});
