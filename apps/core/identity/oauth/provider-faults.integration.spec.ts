import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newEmail } from '../../testing/test-actions.js';
import { createOauthApp } from './testing/create-oauth-app.js';
import { faultyResponses } from './testing/faulty-responses.js';
import { PAGE } from './testing/oauth-browser.js';

const { app, oidc, github, browser, tokenRequests, close } = await createOauthApp();
afterAll(close);
const backFor = (reason: string) => ({ status: 302, headers: { location: `${PAGE}?error=${reason}` } });
const BACK = backFor('provider');
const faults = Object.entries(faultyResponses);
/** No other attempt cures an endpoint that is elsewhere. */
const reasonOf = (fault: string) => (fault === 'a redirect' ? 'misconfigured' : 'provider');

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const rewritten = (change: (claims: Record<string, unknown>) => void, header?: object) => {
  return (tokens: Record<string, unknown>) => {
    const [head, body = '', signature] = String(tokens['id_token']).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    change(claims);
    const signed = header === undefined ? signature : '';
    tokens['id_token'] = `${header === undefined ? head : encode(header)}.${encode(claims)}.${signed}`;
  };
};

beforeEach(() => {
  const email = newEmail();
  oidc.user = { sub: email, email, email_verified: true };
  github.user = { id: 7, emails: [{ email, primary: true, verified: true, visibility: null }] };
});
afterEach(() => {
  oidc.overrides.clear();
  github.overrides.clear();
  oidc.tamper = null;
});

async function finish(provider: string, change: (url: URL) => void = () => undefined) {
  const visitor = browser();
  const url = await visitor.begin(provider);
  change(url);
  return visitor.comeBack(await visitor.signInAt(url));
}

describe('sign-in', () => {
  it.each(['nonce', 'code_challenge'])(
    'is rejected if the %s differs from that of its browser',
    async (name) => {
      const requests = tokenRequests();
      expect(await finish('oidc', (url) => url.searchParams.set(name, 'A'.repeat(43)))).toMatchObject(BACK);
      expect(tokenRequests()).toBe(requests + 1);
    },
  );

  it.each(['oidc', 'github'])('is rejected with the code of another sign-in at %s', async (provider) => {
    const [attacker, victim] = [browser(), browser()];
    const stolen = (await attacker.returnFrom(provider)).searchParams.get('code') ?? '';
    const back = await victim.returnFrom(provider);
    back.searchParams.set('code', stolen);
    expect(await victim.comeBack(back)).toMatchObject(BACK);
    expect(await app.database.query('SELECT 1 FROM user_identity')).toEqual([]);
  });

  it.each(['oidc', 'github'])('is rejected with a code that %s never issued', async (provider) => {
    const visitor = browser();
    const back = await visitor.returnFrom(provider);
    back.searchParams.set('code', 'made-up');
    expect(await visitor.comeBack(back)).toMatchObject(BACK);
  });
});

describe('ID token', () => {
  it.each<[string, (tokens: Record<string, unknown>) => void, string?]>([
    ['that is missing', (tokens) => delete tokens['id_token']],
    ['that is malformed', (tokens) => (tokens['id_token'] = 'abc')],
    ['of another user', rewritten((claims) => (claims['sub'] = 'another user'))],
    ['without a signature', rewritten(() => undefined, { alg: 'none' }), 'misconfigured'],
    ['with a symmetric algorithm', rewritten(() => undefined, { alg: 'HS256' }), 'misconfigured'],
    ['for another client', rewritten((claims) => (claims['aud'] = 'other')), 'misconfigured'],
    ['of another issuer', rewritten((claims) => (claims['iss'] = 'https://evil.example')), 'misconfigured'],
    ['that has expired', rewritten((claims) => (claims['exp'] = 1)), 'misconfigured'],
    ['without a nonce', rewritten((claims) => delete claims['nonce'])],
    ['without a subject', rewritten((claims) => delete claims['sub'])],
    [
      'with an added email address',
      rewritten((claims) => Object.assign(claims, { email: 'a@b.example', email_verified: true })),
    ],
  ])('%s is rejected', async (_what, tamper, reason = 'provider') => {
    oidc.tamper = tamper;
    expect(await finish('oidc')).toMatchObject(backFor(reason));
    expect(await app.database.query('SELECT 1 FROM user_identity')).toEqual([]);
  });

  it('with a subject of 256 characters is rejected', async () => {
    oidc.user = { ...oidc.user, sub: 'x'.repeat(256) };
    expect(await finish('oidc')).toMatchObject(BACK);
  });
});

describe('faulty provider', () => {
  it.each(
    ['/token', '/me'].flatMap((path) => faults.map(([what, override]) => [path, what, override] as const)),
  )('redirects to the web page if %s responds with %s', async (path, what, override) => {
    oidc.overrides.set(path, override);
    expect(await finish('oidc')).toMatchObject(backFor(reasonOf(what)));
  });

  it.each(
    ['/login/oauth/access_token', '/api/v3/user', '/api/v3/user/emails'].flatMap((path) =>
      faults.map(([what, override]) => [path, what, override] as const),
    ),
  )('redirects to the web page if %s responds with %s', async (path, what, override) => {
    github.overrides.set(path, override);
    expect(await finish('github')).toMatchObject(backFor(reasonOf(what)));
  });

  it('is logged with the reason, below the level of an error', async () => {
    oidc.overrides.set('/token', faultyResponses['status 500']);
    const { headers } = await finish('oidc');
    const line = () =>
      app.log().find((entry) => entry['request_id'] === headers['x-request-id'] && 'fault' in entry);
    await expect.poll(line).toBeDefined();
    expect(line()).toMatchObject({
      provider: 'oidc',
      fault: 'provider',
      reason: 'the provider responded with 500 to /token',
    });
  });
});

describe('database failure', () => {
  it('redirects to the web page', async () => {
    const visitor = browser();
    const back = await visitor.returnFrom('oidc');
    await app.database.query('ALTER TABLE user_identity RENAME TO user_identity_away');
    const response = await visitor.comeBack(back);
    await app.database.query('ALTER TABLE user_identity_away RENAME TO user_identity');
    expect([response.status, response.headers.location]).toEqual([302, `${PAGE}?error=failed`]);
  });
});

describe('provider that stops during a sign-in', () => {
  it('redirects to the web page', async () => {
    const [one, other] = [browser(), browser()];
    const [back, otherBack] = [await one.returnFrom('oidc'), await other.returnFrom('github')];
    await Promise.all([oidc.stop(), github.stop()]);
    expect(await one.comeBack(back)).toMatchObject(BACK);
    expect(await other.comeBack(otherBack)).toMatchObject(BACK);
  });
});
