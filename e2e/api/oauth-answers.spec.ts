import { beforeEach, describe, expect, it } from 'vitest';
import { newEmail } from '../support/accounts.js';
import { PAGE, type OauthBrowser } from '../support/oauth.js';
import { useOauthCore } from '../support/oauth-core.js';

const { oidc, github, http, query, browser, tokenRequests } = await useOauthCore();

type Change = (parameters: URLSearchParams) => void;
type Deed = (victim: OauthBrowser, back: URL) => Promise<unknown> | void;

const COOKIE = '__Host-oauth';
const swapped = (provider: string): Deed => {
  return (_victim, back) => void (back.pathname = `/api/v1/oauth/${provider}/callback`);
};
const withCookie = (value: string): Deed => {
  return ({ cookies }) => void cookies.set(COOKIE, value);
};
const changed = (change: Change): Deed => {
  return (_victim, back) => change(back.searchParams);
};
const without = (name: string) => changed((answer) => answer.delete(name));
const set = (name: string, value: string) => changed((answer) => answer.set(name, value));
const twice = (name: string, value?: string) =>
  changed((answer) => answer.append(name, value ?? answer.get(name) ?? ''));
const inTurn =
  (...deeds: Deed[]): Deed =>
  async (victim, back) => {
    for (const deed of deeds) await deed(victim, back);
  };
const refusedThere = (error: string) => inTurn(without('code'), set('error', error));

/** What is done to a good answer, or to the browser that brings it, and what the web page is told then. */
const refused: [string, string, Deed][] = [
  ['that came before', 'state', replay],
  ['that came before, with the cookie of then', 'state', replayWithCookie],
  ['for another provider of the same kind', 'state', swapped('google')],
  ['for another provider of another kind', 'state', swapped('github')],
  ['in a browser that began nothing', 'state', ({ cookies }) => cookies.clear()],
  ['in a browser that began another sign-in', 'state', swapCookie],
  ['to the first of two sign-ins of one browser', 'state', (victim) => victim.begin('oidc')],
  ['with an empty cookie', 'state', withCookie('')],
  ['with a cookie that was made up', 'state', withCookie('A'.repeat(43))],
  ['with a cookie that is no key', 'state', withCookie('__proto__')],
  ['with a very long cookie', 'state', withCookie('A'.repeat(4_000))],
  ['without a state', 'state', without('state')],
  ['with an empty state', 'state', set('state', '')],
  ['with a wrong state', 'state', set('state', 'A'.repeat(43))],
  ['with a longer state', 'state', changed((answer) => answer.set('state', `${answer.get('state')}A`))],
  ['with a state in capitals', 'state', changed((a) => a.set('state', String(a.get('state')).toUpperCase()))],
  ['with the state of another browser', 'state', changedState],
  ['with its state twice', 'state', twice('state')],
  ['with two states', 'state', twice('state', 'other')],
  ['with a list for a state', 'state', changed((a) => rename(a, 'state', 'state[]'))],
  ['without anything', 'state', (_victim, back) => void (back.search = '')],
  ['that is an error to nothing', 'state', inTurn(refusedThere('access_denied'), without('state'))],
  ['without a code', 'provider', without('code')],
  ['with an empty code', 'provider', set('code', '')],
  ['with its code twice', 'provider', twice('code')],
  ['with two codes', 'provider', twice('code', 'other')],
  ['without the issuer that the provider promised', 'provider', without('iss')],
  ['of another issuer', 'provider', set('iss', 'https://evil.example')],
  ['of an issuer that looks the same', 'provider', changed((a) => a.set('iss', `${a.get('iss')}/`))],
  ['of two issuers', 'provider', twice('iss', 'https://evil.example')],
  ['with tokens in the address', 'provider', set('id_token', 'e30.e30.')],
  ['in a form that nobody asked for', 'provider', set('response', 'e30.e30.')],
  ['that the person refused', 'access_denied', refusedThere('access_denied')],
  ['that the provider refused', 'provider', refusedThere('server_error')],
  ['with words of its own', 'provider', refusedThere('<script>alert(1)</script>')],
  ['with words that break lines', 'provider', refusedThere('x\r\nset-cookie: a=b')],
  ['with two errors', 'provider', inTurn(refusedThere('server_error'), twice('error', 'login_required'))],
  ['with a code and an error', 'provider', set('error', 'server_error')],
];

async function replay(victim: OauthBrowser, back: URL) {
  expect((await victim.comeBack(back)).headers.location).toContain('#code=');
  victim.cookies.delete('__Host-oauth-code');
}

async function replayWithCookie(victim: OauthBrowser, back: URL) {
  const cookie = victim.cookies.get(COOKIE) ?? '';
  await replay(victim, back);
  victim.cookies.set(COOKIE, cookie);
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

describe('an answer of a provider', () => {
  beforeEach(() => {
    const email = newEmail();
    oidc.user = { sub: email, email, email_verified: true };
    github.user = { id: 7, emails: [{ email, primary: true, verified: true, visibility: null }] };
  });

  it.each(refused)('%s is refused as %s before its code is exchanged', async (_what, word, deed) => {
    const victim = browser();
    const back = await victim.returnFrom('oidc');
    await deed(victim, back);
    const [requests, [accounts]] = [tokenRequests(), await query('SELECT count(*) FROM user_account')];
    const answer = await victim.comeBack(back);
    expect([answer.status, answer.headers.location]).toEqual([302, `${PAGE}?error=${word}`]);
    expect(tokenRequests()).toBe(requests);
    expect(await query('SELECT count(*) FROM user_account')).toEqual([accounts]);
    expect(String(answer.headers['set-cookie'])).not.toMatch(/(-code|refresh|a)=[^;]/);
  });

  it.each(['google', 'github'])('of %s is refused in the same way', async (provider) => {
    const victim = browser();
    const back = await victim.returnFrom(provider);
    const requests = tokenRequests();
    back.pathname = '/api/v1/oauth/oidc/callback';
    expect((await victim.comeBack(back)).headers.location).toBe(`${PAGE}?error=state`);
    expect(tokenRequests()).toBe(requests);
  });

  it('is used up by a wrong one that came first', async () => {
    const victim = browser();
    const back = await victim.returnFrom('oidc');
    const cookie = victim.cookies.get(COOKIE) ?? '';
    const wrong = new URL(back);
    wrong.searchParams.set('state', 'wrong');
    await victim.comeBack(wrong);
    victim.cookies.set(COOKIE, cookie);
    expect((await victim.comeBack(back)).headers.location).toBe(`${PAGE}?error=state`);
  });

  it('that comes many times at once counts once', async () => {
    const victim = browser();
    const back = await victim.returnFrom('oidc');
    const headers = { cookie: `${COOKIE}=${victim.cookies.get(COOKIE)}` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => http().get(back.pathname + back.search, { headers })),
    );
    const good = answers.filter((answer) => answer.headers.location?.includes('#code='));
    expect(good).toHaveLength(1);
  });
});
