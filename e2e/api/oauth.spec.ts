import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { activated, at, bearer, newEmail, signIn, tokensOf } from '../support/accounts.js';
import { PAGE } from '../support/oauth.js';
import { useOauthCore } from '../support/oauth-core.js';
import { OtlpCollector } from '../support/otlp-collector.js';
import { until } from '../support/until.js';

const collector = await OtlpCollector.start();
const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
const { oidc, github, world, http, query, browser } = await useOauthCore(tracing);
afterAll(() => collector.stop());

const verified = (email: string) => ({ sub: randomUUID(), email, email_verified: true });
let lastGithubId = 1_000;
const githubUser = (email: string, verifiedThere = true) => ({
  id: (lastGithubId += 1),
  emails: [
    { email: `old-${email}`, primary: false, verified: true, visibility: null },
    { email, primary: true, verified: verifiedThere, visibility: 'private' },
  ],
});
const me = async (accessToken: string) => (await http().get(at('/me'), bearer(accessToken))).body;
const accountsOf = (email: string) =>
  query('SELECT id, email, password_hash, activated_at FROM user_account WHERE email_key = lower($1)', [
    email,
  ]);

async function signedInAs(provider: string, visitor = browser()) {
  const tokens = tokensOf(await visitor.exchange(await visitor.codeFrom(provider)));
  return { ...tokens, me: await me(tokens.accessToken) };
}

describe.each(['/oauth', '/auth/oauth'])('signing in under %s', (prefix) => {
  it.each(['oidc', 'github'])('through %s makes an account that is activated', async (provider) => {
    const email = newEmail();
    oidc.user = verified(email);
    github.user = githubUser(email);
    const visitor = browser();
    const url = await visitor.signInAt(await visitor.begin(provider, prefix));
    const back = await visitor.comeBack(new URL(url.href.replace('/api/v1/oauth', `/api/v1${prefix}`)));
    expect([back.status, back.headers.location]).toEqual([302, expect.stringMatching(/#code=[\w-]{43}$/)]);
    expect(back.headers.location?.startsWith(`${PAGE}#code=`)).toBe(true);
    expect(back.headers['cache-control']).toBe('no-store');
    const answer = await visitor.exchange(back.headers.location?.split('#code=')[1], prefix);
    const { accessToken, refreshToken } = tokensOf(answer);
    expect(String(answer.headers['set-cookie'])).toContain(`__Host-refresh=${refreshToken};`);
    expect(await me(accessToken)).toMatchObject({ email, last_login_at: expect.any(String) });
    const [account] = await accountsOf(email);
    expect(account).toMatchObject({ email, password_hash: null, activated_at: expect.any(Date) });
  });
});

describe('signing in through a provider', () => {
  it('sends the provider a state, a nonce and the hash of a PKCE verifier, none of them twice', async () => {
    const [first, second] = [await browser().begin('oidc'), await browser().begin('oidc')];
    expect(first.href.startsWith(`${oidc.issuer}/auth?`)).toBe(true);
    const parameters = Object.fromEntries(first.searchParams);
    expect(parameters).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email',
      redirect_uri: 'http://localhost:3999/api/v1/oauth/oidc/callback',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(parameters[name]).toMatch(/^[\w-]{43}$/);
      expect(second.searchParams.get(name)).not.toBe(parameters[name]);
    }
    expect((await browser().begin('github')).searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  });

  it('keeps its cookies from scripts, other hosts and plain HTTP, and takes them back', async () => {
    oidc.user = verified(newEmail());
    const visitor = browser();
    const begun = await http().get(at('/oauth/oidc'));
    const attributes = /^__Host-oauth=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/;
    expect(begun.headers['set-cookie']).toEqual([expect.stringMatching(attributes)]);
    const code = await visitor.codeFrom('oidc');
    expect([...visitor.cookies.keys()]).toEqual(['__Host-oauth-code']);
    await visitor.exchange(code);
    expect([...visitor.cookies.keys()]).toEqual(['__Host-refresh']);
  });

  it.each(['oidc', 'github'])(
    'through %s finds the same account again, whatever the address is now',
    async (provider) => {
      const [email, other] = [newEmail(), newEmail()];
      oidc.user = verified(email);
      github.user = githubUser(email);
      const first = await signedInAs(provider);
      oidc.user = { ...oidc.user, email: other, email_verified: false };
      github.user = { ...github.user, emails: [] };
      const second = await signedInAs(provider);
      expect([first.me, second.me]).toMatchObject([{ email }, { email }]);
      expect(await accountsOf(other)).toEqual([]);
    },
  );

  it('leads into the account that has the address and is confirmed, in whatever case', async () => {
    const email = await activated(world());
    oidc.user = verified(email.toUpperCase());
    github.user = githubUser(email);
    for (const provider of ['oidc', 'github']) {
      expect((await signedInAs(provider)).me).toMatchObject({ email });
    }
    expect(await accountsOf(email)).toHaveLength(1);
    expect((await signIn(http(), email)).status).toBe(200);
  });

  it('ends with a session like any other: it is listed, refreshed and ended', async () => {
    oidc.user = verified(newEmail());
    const { headers, refreshToken } = await signedInAs('oidc');
    expect((await http().get(at('/auth/sessions'), { headers })).body).toMatchObject([{ current: true }]);
    const next = tokensOf(await http().post(at('/auth/refresh-tokens'), { refresh_token: refreshToken }));
    expect((await http().post(at('/auth/logout'), {}, { headers: next.headers })).status).toBe(204);
    expect((await http().get(at('/me'), { headers: next.headers })).status).toBe(401);
  });

  it('in ten browsers at once makes one account', async () => {
    const email = newEmail();
    oidc.user = verified(email);
    github.user = githubUser(email);
    const visitors = Array.from({ length: 10 }, (_, index) => ({
      visitor: browser(),
      provider: index % 2 === 0 ? 'oidc' : 'github',
    }));
    const returns = await Promise.all(
      visitors.map(async ({ visitor, provider }) => ({ visitor, url: await visitor.returnFrom(provider) })),
    );
    const answers = await Promise.all(returns.map(({ visitor, url }) => visitor.comeBack(url)));
    for (const { headers } of answers) expect(headers.location).toMatch(/#code=/);
    const [account, ...others] = await accountsOf(email);
    expect(others).toEqual([]);
    const identities = await query('SELECT provider FROM user_identity WHERE user_id = $1 ORDER BY 1', [
      account?.['id'],
    ]);
    expect(identities.map((row) => row['provider'])).toEqual([oidc.issuer, github.url].toSorted());
  });

  it('lists the providers for their buttons', async () => {
    expect((await http().get(at('/auth/providers'))).body).toEqual({
      providers: [
        { id: 'google', name: 'Google' },
        { id: 'github', name: 'GitHub' },
        { id: 'oidc', name: 'The office' },
      ],
    });
  });

  it('leaves neither codes nor addresses nor secrets in the log or in a span', async () => {
    const email = newEmail('logged');
    oidc.user = verified(email);
    const visitor = browser();
    const url = await visitor.returnFrom('oidc');
    const { headers } = await visitor.comeBack(url);
    await visitor.comeBack(url);
    const tokens = tokensOf(await visitor.exchange(headers.location?.split('#code=')[1]));
    // Caddy does not pass it on.
    await world().core.direct.get('/health/live');
    const last = () => collector.spans.some(({ name }) => name === 'GET /health/live');
    await until('the last span has come', last);
    const log = JSON.stringify(world().core.log()) + collector.raw.join();
    for (const secret of [
      email,
      oidc.user.sub,
      url.searchParams.get('code'),
      url.searchParams.get('state'),
      tokens.refreshToken,
      headers.location?.split('#code=')[1],
    ]) {
      expect(log).not.toContain(secret);
    }
  });
});
