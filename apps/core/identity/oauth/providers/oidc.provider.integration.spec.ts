import { describe, expect, it } from 'vitest';
import { Secret, variables } from '#libs/config';
import { QUIRKY_CLIENT, type Quirks, type SigningKey } from '../testing/quirky-oidc-provider.js';
import { failureOf, outcomeOf, symmetricKey, useQuirkyProvider } from '../testing/quirky-sign-in.js';
import type { OidcSettings } from './oidc-settings.js';

const { server, keys, providerWith, signIn } = await useQuirkyProvider();

const withoutId = ({ kid: _kid, ...key }: SigningKey): SigningKey => {
  const { kid: _jwkKid, ...jwk } = key.jwk;
  return { ...key, jwk };
};

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
    'for all tenants is rejected as %s',
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
    const accepted = { subject: 'ada' };
    const rejected = {
      reason: 'misconfigured',
      message: expect.stringMatching(/invalid_client.*OIDC_CLIENT_SECRET.*OIDC_TOKEN_AUTH_METHOD/),
    };
    expect(await outcomeOf(signIn(provider))).toMatchObject(isAccepted ? accepted : rejected);
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
    ['HS256', ['HS256'], symmetricKey],
    ['HS256', ['RS256', 'HS256'], symmetricKey],
    ['HS256', ['RS256'], symmetricKey],
    ['HS256', undefined, symmetricKey],
    ['ES256', ['RS256'], keys.ES256],
    ['ES256', undefined, keys.ES256],
  ])('by %s, listed as %j, is rejected in words', async (received, listed, signWith) => {
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
  ])('by an unknown key %s is rejected', async (_what, quirks, reason) => {
    server.quirks = quirks;
    expect(await failureOf(signIn())).toMatchObject({ reason });
  });
});
