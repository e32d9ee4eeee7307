import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newEmail } from '../support/accounts.js';
import { disturbances, PAGE } from '../support/oauth.js';
import { useOauthCore } from '../support/oauth-core.js';
import { until } from '../support/until.js';

const { oidc, github, world, query, browser, tokenRequests } = await useOauthCore();
const BACK = { status: 302, headers: { location: `${PAGE}?error=provider` } };
const faults = Object.entries(disturbances);

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
  oidc.disturbed.clear();
  github.disturbed.clear();
  oidc.tamper = null;
});

async function end(provider: string, change: (url: URL) => void = () => undefined) {
  const visitor = browser();
  const url = await visitor.begin(provider);
  change(url);
  return visitor.comeBack(await visitor.signInAt(url));
}

describe('a sign-in', () => {
  it.each(['nonce', 'code_challenge'])('is refused when the %s is not that of its browser', async (name) => {
    const requests = tokenRequests();
    expect(await end('oidc', (url) => url.searchParams.set(name, 'A'.repeat(43)))).toMatchObject(BACK);
    expect(tokenRequests()).toBe(requests + 1);
  });

  it.each(['oidc', 'github'])('is refused with the code of another one at %s', async (provider) => {
    const [attacker, victim] = [browser(), browser()];
    const stolen = (await attacker.returnFrom(provider)).searchParams.get('code') ?? '';
    const back = await victim.returnFrom(provider);
    back.searchParams.set('code', stolen);
    expect(await victim.comeBack(back)).toMatchObject(BACK);
    expect(await query('SELECT 1 FROM user_identity')).toEqual([]);
  });

  it.each(['oidc', 'github'])('is refused with a code that %s never gave', async (provider) => {
    const visitor = browser();
    const back = await visitor.returnFrom(provider);
    back.searchParams.set('code', 'made-up');
    expect(await visitor.comeBack(back)).toMatchObject(BACK);
  });
});

describe('an ID token', () => {
  it.each<[string, (tokens: Record<string, unknown>) => void]>([
    ['that is missing', (tokens) => delete tokens['id_token']],
    ['that is no token', (tokens) => (tokens['id_token'] = 'abc')],
    ['of another person', rewritten((claims) => (claims['sub'] = 'somebody else'))],
    ['that nobody signed', rewritten(() => undefined, { alg: 'none' })],
    ['by a key that both know', rewritten(() => undefined, { alg: 'HS256' })],
    ['for another client', rewritten((claims) => (claims['aud'] = 'other'))],
    ['of another issuer', rewritten((claims) => (claims['iss'] = 'https://evil.example'))],
    ['that is over', rewritten((claims) => (claims['exp'] = 1))],
    ['without a nonce', rewritten((claims) => delete claims['nonce'])],
    ['without a subject', rewritten((claims) => delete claims['sub'])],
    [
      'with an address put in',
      rewritten((claims) => Object.assign(claims, { email: 'a@b.example', email_verified: true })),
    ],
  ])('%s is refused', async (_what, tamper) => {
    oidc.tamper = tamper;
    expect(await end('oidc')).toMatchObject(BACK);
    expect(await query('SELECT 1 FROM user_identity')).toEqual([]);
  });

  it('with a very long subject is refused', async () => {
    oidc.user = { ...oidc.user, sub: 'x'.repeat(256) };
    expect(await end('oidc')).toMatchObject(BACK);
  });
});

describe('a provider that answers wrongly', () => {
  it.each(
    ['/token', '/me'].flatMap((path) => faults.map(([what, disturb]) => [path, what, disturb] as const)),
  )('at %s, with %s, leads back to the web page', async (path, _what, disturb) => {
    oidc.disturbed.set(path, disturb);
    expect(await end('oidc')).toMatchObject(BACK);
  });

  it.each(
    ['/login/oauth/access_token', '/api/v3/user', '/api/v3/user/emails'].flatMap((path) =>
      faults.map(([what, disturb]) => [path, what, disturb] as const),
    ),
  )('at %s, with %s, leads back to the web page', async (path, _what, disturb) => {
    github.disturbed.set(path, disturb);
    expect(await end('github')).toMatchObject(BACK);
  });

  it('is logged with why, and is no fault of ours', async () => {
    oidc.disturbed.set('/token', disturbances[500]);
    const { headers } = await end('oidc');
    const line = () =>
      world()
        .core.log()
        .find((entry) => entry['request_id'] === headers['x-request-id'] && 'fault' in entry);
    await until('the fault is logged', () => line() !== undefined);
    expect(line()).toMatchObject({
      provider: 'oidc',
      fault: 'provider',
      reason: expect.stringMatching(/^\w+ \w+$/),
    });
  });
});

describe('a database that is away', () => {
  it('leads back to the web page as well', async () => {
    const visitor = browser();
    const back = await visitor.returnFrom('oidc');
    await query('ALTER TABLE user_identity RENAME TO user_identity_away');
    const answer = await visitor.comeBack(back);
    await query('ALTER TABLE user_identity_away RENAME TO user_identity');
    expect([answer.status, answer.headers.location]).toEqual([302, `${PAGE}?error=failed`]);
  });
});

describe('a provider that is gone meanwhile', () => {
  it('leads back to the web page', async () => {
    const [one, other] = [browser(), browser()];
    const [back, otherBack] = [await one.returnFrom('oidc'), await other.returnFrom('github')];
    await Promise.all([oidc.stop(), github.stop()]);
    expect(await one.comeBack(back)).toMatchObject(BACK);
    expect(await other.comeBack(otherBack)).toMatchObject(BACK);
  });
});
