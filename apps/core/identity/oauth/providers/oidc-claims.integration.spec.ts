import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Quirks } from '../testing/quirky-oidc-provider.js';
import { failureOf, outcomeOf, symmetricKey, useQuirkyProvider } from '../testing/quirky-sign-in.js';
import type { OidcSettings } from './oidc-settings.js';

const { server, keys, providerWith, signIn } = await useQuirkyProvider();

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
    'with another %s is rejected as %s, with its values unless they are secret',
    async (name, reason, quirks) => {
      server.quirks = quirks();
      const { mismatch, ...failure } = await failureOf(signIn());
      expect(failure).toMatchObject({ reason });
      expect([mismatch?.attribute, mismatch?.received !== undefined]).toEqual([name, name !== 'nonce']);
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
      'in user info signed for this client',
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
      { claims: { email }, userInfo: { email_verified: true }, signUserInfoWith: symmetricKey },
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
    const signedIn = await signIn();
    expect(await failureOf(signedIn.readEmail())).toMatchObject({
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
    const outcome = isAllowed ? { subject: 'ada' } : { reason: 'domain_not_allowed' };
    expect(await outcomeOf(signIn(providerWith({ prefix: 'GOOGLE', hostedDomains })))).toMatchObject(outcome);
  });
});
