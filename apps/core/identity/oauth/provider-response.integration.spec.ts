import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { newEmail } from '../../testing/test-actions.js';
import { createOauthApp } from './testing/create-oauth-app.js';
import { PAGE, type OauthBrowser } from './testing/oauth-browser.js';

const { app, oidc, github, browser, tokenRequests, close } = await createOauthApp();
afterAll(close);

type Change = (parameters: URLSearchParams) => void;
type Attack = (victim: OauthBrowser, back: URL) => Promise<unknown> | void;

const COOKIE = '__Host-oauth';
const swapped = (provider: string): Attack => {
  return (_victim, back) => void (back.pathname = `/api/v1/oauth/${provider}/callback`);
};
const withCookie = (value: string): Attack => {
  return ({ cookies }) => void cookies.set(COOKIE, value);
};
const changed = (change: Change): Attack => {
  return (_victim, back) => change(back.searchParams);
};
const without = (name: string) => changed((response) => response.delete(name));
const set = (name: string, value: string) => changed((response) => response.set(name, value));
const twice = (name: string, value?: string) =>
  changed((response) => response.append(name, value ?? response.get(name) ?? ''));
const inTurn =
  (...attacks: Attack[]): Attack =>
  async (victim, back) => {
    for (const attack of attacks) await attack(victim, back);
  };
const deniedThere = (error: string) => inTurn(without('code'), set('error', error));

/** Changes to a valid response or to its browser, and the reason that the web page gets. */
const rejected: [string, string, Attack][] = [
  ['that was used before', 'state', replay],
  ['for another provider of the same kind', 'state', swapped('google')],
  ['for another provider of another kind', 'state', swapped('github')],
  ['in a browser without a sign-in', 'state', ({ cookies }) => cookies.clear()],
  ['in a browser with another sign-in', 'state', swapCookie],
  ['with an empty cookie', 'state', withCookie('')],
  ['with an invented cookie', 'state', withCookie('A'.repeat(43))],
  ['with a malformed cookie', 'state', withCookie('__proto__')],
  ['with a very long cookie', 'state', withCookie('A'.repeat(4_000))],
  ['without a state', 'state', without('state')],
  ['with an empty state', 'state', set('state', '')],
  ['with a wrong state', 'state', set('state', 'A'.repeat(43))],
  ['with a longer state', 'state', changed((response) => response.set('state', `${response.get('state')}A`))],
  ['with an upper-case state', 'state', changed((a) => a.set('state', String(a.get('state')).toUpperCase()))],
  ['with the state of another browser', 'state', changedState],
  ['with a repeated state', 'state', twice('state')],
  ['with two different states', 'state', twice('state', 'other')],
  ['with a list as its state', 'state', changed((a) => rename(a, 'state', 'state[]'))],
  ['without parameters', 'state', (_victim, back) => void (back.search = '')],
  ['that denies access without a state', 'state', inTurn(deniedThere('access_denied'), without('state'))],
  ['without a code', 'provider', without('code')],
  ['with an empty code', 'provider', set('code', '')],
  ['with a repeated code', 'provider', twice('code')],
  ['with two different codes', 'provider', twice('code', 'other')],
  ['without the advertised issuer', 'provider', without('iss')],
  ['of another issuer', 'provider', set('iss', 'https://evil.example')],
  ['of a similar issuer', 'provider', changed((a) => a.set('iss', `${a.get('iss')}/`))],
  ['of two issuers', 'provider', twice('iss', 'https://evil.example')],
  ['with an ID token in the URL', 'provider', set('id_token', 'e30.e30.')],
  ['in an unrequested JARM form', 'provider', set('response', 'e30.e30.')],
  ['after the user denied access', 'access_denied', deniedThere('access_denied')],
  ['with a server error of the provider', 'provider', deniedThere('server_error')],
  ['with an unknown error', 'provider', deniedThere('<script>alert(1)</script>')],
  ['with an error of two lines', 'provider', deniedThere('x\r\nset-cookie: a=b')],
  ['with two errors', 'provider', inTurn(deniedThere('server_error'), twice('error', 'login_required'))],
  ['with a code and an error', 'provider', set('error', 'server_error')],
];

async function replay(victim: OauthBrowser, back: URL) {
  expect((await victim.comeBack(back)).headers.location).toContain('#code=');
}

async function swapCookie({ cookies }: OauthBrowser) {
  const attacker = browser();
  await attacker.begin('oidc');
  cookies.set(COOKIE, attacker.cookies.get(COOKIE) ?? '');
}

async function changedState(_victim: OauthBrowser, back: URL) {
  back.searchParams.set('state', (await browser().begin('oidc')).searchParams.get('state') ?? '');
}

function rename(parameters: URLSearchParams, from: string, to: string) {
  parameters.set(to, parameters.get(from) ?? '');
  parameters.delete(from);
}

describe('provider response', () => {
  beforeEach(() => {
    const email = newEmail();
    oidc.user = { sub: email, email, email_verified: true };
    github.user = { id: 7, emails: [{ email, primary: true, verified: true, visibility: null }] };
  });

  it.each(rejected)('%s is rejected as %s before its code is exchanged', async (_what, reason, attack) => {
    const victim = browser();
    const back = await victim.returnFrom('oidc');
    await attack(victim, back);
    const [requests, [accounts]] = [
      tokenRequests(),
      await app.database.query('SELECT count(*) FROM user_account'),
    ];
    const response = await victim.comeBack(back);
    expect([response.status, response.headers.location]).toEqual([302, `${PAGE}?error=${reason}`]);
    expect(tokenRequests()).toBe(requests);
    expect(await app.database.query('SELECT count(*) FROM user_account')).toEqual([accounts]);
    expect(String(response.headers['set-cookie'])).not.toMatch(/(refresh|a)=[^;]/);
  });

  it.each(['google', 'github'])('of %s is rejected at the callback of another provider', async (provider) => {
    const victim = browser();
    const back = await victim.returnFrom(provider);
    const requests = tokenRequests();
    back.pathname = '/api/v1/oauth/oidc/callback';
    expect((await victim.comeBack(back)).headers.location).toBe(`${PAGE}?error=state`);
    expect(tokenRequests()).toBe(requests);
  });

  it('is accepted after an invalid one in the same browser', async () => {
    const victim = browser();
    const back = await victim.returnFrom('oidc');
    const wrong = new URL(back);
    wrong.searchParams.set('state', 'wrong');
    expect((await victim.comeBack(wrong)).headers.location).toBe(`${PAGE}?error=state`);
    expect((await victim.comeBack(back)).headers.location).toContain('#code=');
  });

  it.each([
    ['in order', [0, 1, 2]],
    ['in reverse', [2, 1, 0]],
  ])('of several tabs is accepted %s', async (_what, order) => {
    const person = browser();
    const tabs: URL[] = [];
    for (const provider of ['oidc', 'github', 'oidc']) tabs.push(await person.begin(provider));
    const codes: string[] = [];
    for (const index of order) {
      const back = await person.signInAt(tabs[index] ?? new URL(''));
      const { headers } = await person.comeBack(back);
      codes.push(headers.location?.split('#code=')[1] ?? '');
    }
    for (const code of codes) expect((await person.exchange(code)).status).toBe(200);
  });

  it('succeeds once for 20 parallel requests', async () => {
    const victim = browser();
    const back = await victim.returnFrom('oidc');
    const request = { headers: { cookie: `${COOKIE}=${victim.cookies.get(COOKIE)}` } };
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => app.http.get(back.pathname + back.search, request)),
    );
    const successful = responses.filter(({ headers }) => headers.location?.includes('#code='));
    expect(successful).toHaveLength(1);
  });
});
