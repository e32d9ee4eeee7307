import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger, startTracing } from '#libs/observability';
import { at, bearer, newEmail, tokensOf } from '../../testing/test-actions.js';
import { createOauthApp } from './testing/create-oauth-app.js';
import { PAGE } from './testing/oauth-browser.js';
import { portOf } from './testing/test-oidc-provider.js';

const { app, oidc, github, browser, close } = await createOauthApp();
afterAll(close);

const verified = (email: string) => ({ sub: randomUUID(), email, email_verified: true });
let lastGithubId = 1_000;
const githubUser = (email: string, verifiedThere = true) => ({
  id: (lastGithubId += 1),
  emails: [
    { email: `old-${email}`, primary: false, verified: true, visibility: null },
    { email, primary: true, verified: verifiedThere, visibility: 'private' },
  ],
});
const me = async (accessToken: string) => (await app.http.get(at('/me'), bearer(accessToken))).body;
const accountsOf = (email: string) =>
  app.database.query(
    'SELECT id, email, password_hash, activated_at FROM user_account WHERE email_key = lower($1)',
    [email],
  );

async function signedInAs(provider: string, visitor = browser()) {
  const tokens = tokensOf(await visitor.exchange(await visitor.codeFrom(provider)));
  return { ...tokens, me: await me(tokens.accessToken) };
}

describe.each(['/oauth', '/auth/oauth'])('first sign-in under %s', (prefix) => {
  it.each(['oidc', 'github'])('through %s creates a verified account', async (provider) => {
    const email = newEmail();
    oidc.user = verified(email);
    github.user = githubUser(email);
    const visitor = browser();
    const url = await visitor.signInAt(await visitor.begin(provider, prefix));
    const back = await visitor.comeBack(new URL(url.href.replace('/api/v1/oauth', `/api/v1${prefix}`)));
    expect([back.status, back.headers.location]).toEqual([302, expect.stringMatching(/#code=[\w-]{43}$/)]);
    expect(back.headers.location?.startsWith(`${PAGE}#code=`)).toBe(true);
    expect(back.headers['cache-control']).toBe('no-store');
    const response = await visitor.exchange(back.headers.location?.split('#code=')[1], prefix);
    const { accessToken, refreshToken } = tokensOf(response);
    expect(String(response.headers['set-cookie'])).toContain(`__Host-refresh=${refreshToken};`);
    expect(await me(accessToken)).toMatchObject({ email, last_login_at: expect.any(String) });
    const [account] = await accountsOf(email);
    expect(account).toMatchObject({ email, password_hash: null, activated_at: expect.any(Date) });
  });
});

describe('sign-in through a provider', () => {
  it('sends a fresh state, nonce and PKCE challenge to the provider', async () => {
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

  it('sets one cookie for this host over HTTPS only, without script access, for all its attempts', async () => {
    oidc.user = verified(newEmail());
    const visitor = browser();
    const begun = await app.http.get(at('/oauth/oidc'));
    const attributes = /^__Host-oauth=[\w-]{43}; Max-Age=660; Path=\/; HttpOnly; Secure; SameSite=Lax$/;
    expect(begun.headers['set-cookie']).toEqual([expect.stringMatching(attributes)]);
    const code = await visitor.codeFrom('oidc');
    const key = visitor.cookies.get('__Host-oauth');
    await visitor.codeFrom('oidc');
    expect([...visitor.cookies]).toEqual([['__Host-oauth', key]]);
    await visitor.exchange(code);
    expect([...visitor.cookies.keys()]).toEqual(['__Host-oauth', '__Host-refresh']);
  });

  it.each(['oidc', 'github'])(
    'through %s finds the same account after the email address has changed there',
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

  it('opens the verified account with the same email address, ignoring case', async () => {
    const email = await app.activated();
    oidc.user = verified(email.toUpperCase());
    github.user = githubUser(email);
    for (const provider of ['oidc', 'github']) {
      expect((await signedInAs(provider)).me).toMatchObject({ email });
    }
    expect(await accountsOf(email)).toHaveLength(1);
    expect((await app.signIn(email)).status).toBe(200);
  });

  it('opens a session that is listed, refreshed and ended like any other', async () => {
    oidc.user = verified(newEmail());
    const { headers, refreshToken } = await signedInAs('oidc');
    expect((await app.http.get(at('/auth/sessions'), { headers })).body).toMatchObject([{ current: true }]);
    const next = tokensOf(await app.http.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken }));
    expect((await app.http.post(at('/auth/logout'), {}, { headers: next.headers })).status).toBe(204);
    expect((await app.http.get(at('/me'), { headers: next.headers })).status).toBe(401);
  });

  it('creates one account for ten browsers in parallel', async () => {
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
    const responses = await Promise.all(returns.map(({ visitor, url }) => visitor.comeBack(url)));
    for (const { headers } of responses) expect(headers.location).toMatch(/#code=/);
    const [account, ...others] = await accountsOf(email);
    expect(others).toEqual([]);
    const identities = await app.database.query(
      'SELECT provider FROM user_identity WHERE user_id = $1 ORDER BY 1',
      [account?.['id']],
    );
    expect(identities.map((row) => row['provider'])).toEqual([oidc.issuer, github.url].toSorted());
  });

  it('lists the configured providers in the order of their buttons', async () => {
    expect((await app.http.get(at('/auth/providers'))).body).toEqual({
      providers: [
        { id: 'google', name: 'Google' },
        { id: 'github', name: 'GitHub' },
        { id: 'oidc', name: 'The office' },
      ],
    });
  });

  it('logs and traces no code, state, token or email address', async () => {
    const exported: string[] = [];
    const collector = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => exported.push(chunk.toString()));
      request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${portOf(collector)}`;
    const stopTracing = await startTracing('core', { endpoint, sampledShare: 1 }, silentLogger);

    const email = newEmail('logged');
    oidc.user = verified(email);
    const visitor = browser();
    const url = await visitor.returnFrom('oidc');
    const { headers } = await visitor.comeBack(url);
    await visitor.comeBack(url);
    const code = headers.location?.split('#code=')[1];
    const { refreshToken } = tokensOf(await visitor.exchange(code));
    await stopTracing();
    collector.close();

    const log = JSON.stringify(app.log());
    const spans = exported.join('');
    expect(log).toContain('/api/v1/oauth/:provider/callback');
    expect(spans).toContain('/api/v1/oauth/:provider/callback');
    const { searchParams } = url;
    const secrets = [
      email,
      oidc.user.sub,
      searchParams.get('code'),
      searchParams.get('state'),
      code,
      refreshToken,
    ];
    for (const secret of secrets) {
      expect(secret).toBeTruthy();
      expect(log + spans).not.toContain(secret);
    }
  });
});
