import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, tokensOf, type SignedIn } from '../../testing/test-actions.js';

const app = await createTestApp();
/** Second core on the same database. */
const secondCore = await createTestApp({ database: app.database });
afterAll(async () => {
  await secondCore.close();
  await app.close();
});

const UNAUTHORIZED = { status: 401, body: { message: 'unauthorized', code: 'auth.unauthorized' } };
const me = (accessToken: string, { http } = app) => http.get(at('/me'), bearer(accessToken));
const refresh = (refreshToken: string, { http } = app) =>
  http.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken });
const age = ({ email }: SignedIn, change: string) =>
  app.database.query(
    `UPDATE session SET ${change} FROM user_account WHERE user_account.id = user_id AND email_key = $1`,
    [email],
  );

describe('refresh', () => {
  it('returns a new token pair', async () => {
    const first = await app.signedIn();
    const next = tokensOf(await refresh(first.refreshToken));
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect((await me(next.accessToken)).status).toBe(200);
    expect(tokensOf(await refresh(next.refreshToken)).refreshToken).not.toBe(next.refreshToken);
  });

  it('accepts the refresh token from the cookie and replaces it there', async () => {
    const { refreshToken } = await app.signedIn();
    const headers = { cookie: `__Host-refresh=${refreshToken}` };
    const response = await app.http.post(at('/auth/refresh-tokens'), {}, { headers });
    expect(response).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
    const [, next = ''] = /__Host-refresh=([\w-]{43});/.exec(String(response.headers['set-cookie'])) ?? [];
    expect(next).not.toBe(refreshToken);
    expect(response.text).not.toContain('refresh_token');
    expect((await refresh(next)).status).toBe(200);
  });

  it('rejects a request without a refresh token', async () => {
    expect(await app.http.post(at('/auth/refresh-tokens'), {})).toMatchObject(UNAUTHORIZED);
  });

  it('returns the same successor to a retry within the grace period, on any core', async () => {
    const { refreshToken } = await app.signedIn();
    const first = tokensOf(await refresh(refreshToken));
    const again = tokensOf(await refresh(refreshToken, secondCore));
    expect(again.refreshToken).toBe(first.refreshToken);
    expect((await me(again.accessToken)).status).toBe(200);
  });

  it('ends the session when a used token returns after its successor was used', async () => {
    const { refreshToken } = await app.signedIn();
    const second = tokensOf(await refresh(refreshToken));
    const third = tokensOf(await refresh(second.refreshToken));
    expect(await refresh(refreshToken)).toMatchObject({ status: 401, code: 'session.token_reused' });
    expect(await refresh(third.refreshToken)).toMatchObject(UNAUTHORIZED);
  });

  it('ends the session when another browser returns a used token', async () => {
    const { refreshToken } = await app.signedIn();
    const { refreshToken: next } = tokensOf(await refresh(refreshToken));
    const headers = { 'user-agent': 'curl/8.5.0' };
    const stolen = await app.http.post(
      at('/auth/refresh-tokens'),
      { refresh_token: refreshToken },
      { headers },
    );
    expect(stolen).toMatchObject({ status: 401, code: 'session.token_reused' });
    expect(await refresh(next)).toMatchObject(UNAUTHORIZED);
  });

  it('returns one successor to 32 parallel requests on two cores', async () => {
    const { refreshToken } = await app.signedIn();
    const responses = await Promise.all(
      Array.from({ length: 32 }, (_, index) => refresh(refreshToken, index % 2 === 0 ? app : secondCore)),
    );
    const successors = new Set(responses.map((response) => tokensOf(response).refreshToken));
    expect(successors.size).toBe(1);
    expect((await refresh([...successors].join())).status).toBe(200);
  });

  it('ends the whole session when a used token returns after the grace period', async () => {
    const first = await app.signedIn();
    const second = tokensOf(await refresh(first.refreshToken));
    await app.database.query(
      `UPDATE refresh_token SET used_at = used_at - interval '11 seconds' WHERE used_at IS NOT NULL`,
    );
    expect(await refresh(first.refreshToken)).toMatchObject({
      status: 401,
      body: { message: 'session: refresh token was already used', code: 'session.token_reused' },
    });
    expect(await refresh(second.refreshToken)).toMatchObject(UNAUTHORIZED);
    expect(await me(second.accessToken)).toMatchObject(UNAUTHORIZED);
  });

  it('rejects the token of a session idle for too long', async () => {
    const idle = await app.signedIn();
    await age(idle, `last_used_at = last_used_at - interval '8 days'`);
    expect(await refresh(idle.refreshToken)).toMatchObject(UNAUTHORIZED);
  });

  it('rejects the token of a session past its maximum age', async () => {
    const old = await app.signedIn();
    await age(old, 'expires_at = clock_timestamp()');
    expect(await refresh(old.refreshToken)).toMatchObject(UNAUTHORIZED);
    expect(await me(old.accessToken)).toMatchObject(UNAUTHORIZED);
  });

  it.each(['unknown', '', 'x'.repeat(43)])('rejects the unknown token "%s"', async (token) => {
    expect(await refresh(token)).toMatchObject(UNAUTHORIZED);
  });
});

describe('logout', () => {
  it('ends the session at once on every core and clears the cookie', async () => {
    const { accessToken, refreshToken, headers } = await app.signedIn();
    const response = await app.http.post(at('/auth/logout'), { refresh_token: refreshToken }, { headers });
    expect([response.status, response.text]).toEqual([204, '']);
    expect(String(response.headers['set-cookie'])).toMatch(/^__Host-refresh=; .*Expires=Thu, 01 Jan 1970/);
    expect(response.headers['clear-site-data']).toBe('"cache"');
    expect(await me(accessToken)).toMatchObject(UNAUTHORIZED);
    expect(await me(accessToken, secondCore)).toMatchObject(UNAUTHORIZED);
    expect(await refresh(refreshToken)).toMatchObject(UNAUTHORIZED);
  });

  it('does not end the session of another user', async () => {
    const [own, other] = [await app.signedIn(), await app.signedIn()];
    const { headers } = own;
    await app.http.post(at('/auth/logout'), { refresh_token: other.refreshToken }, { headers });
    expect((await me(other.accessToken)).status).toBe(200);
    expect((await me(own.accessToken)).status).toBe(200);
  });

  it('ends all sessions of the user on request', async () => {
    const first = await app.signedIn();
    const second = tokensOf(await app.signIn(first.email));
    const response = await app.http.post(at('/auth/logout/all'), undefined, { headers: first.headers });
    expect(response.status).toBe(204);
    for (const { accessToken, refreshToken } of [first, second]) {
      expect(await me(accessToken)).toMatchObject(UNAUTHORIZED);
      expect(await refresh(refreshToken)).toMatchObject(UNAUTHORIZED);
    }
  });
});

const list = async ({ headers }: Pick<SignedIn, 'headers'>) =>
  Object(await app.http.get(at('/auth/sessions'), { headers })).body;

describe('session list', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

  it('shows browser, network and times of each session, and which is the current one', async () => {
    const first = await app.signedIn();
    const { email, password } = first;
    await app.http.post(at('/auth/signin'), { email, password }, { headers: { 'user-agent': FIREFOX } });
    const [firefox, mine, ...others] = await list(first);
    expect(firefox).toEqual({
      id: expect.any(String),
      created_at: expect.any(String),
      last_used_at: expect.any(String),
      browser: 'Firefox on Linux',
      network: '127.0.0.x',
      current: false,
    });
    expect(mine.current).toBe(true);
    expect(others).toEqual([]);
  });

  it('lets the user end a session', async () => {
    const first = await app.signedIn();
    const second = tokensOf(await app.signIn(first.email));
    const [newest] = await list(first);
    const ended = await app.http.delete(at(`/auth/sessions/${newest.id}`), { headers: first.headers });
    expect(ended.status).toBe(204);
    expect(await me(second.accessToken)).toMatchObject(UNAUTHORIZED);
    expect((await me(first.accessToken)).status).toBe(200);
  });

  it('reports a session of another user, or an invalid id, as not found', async () => {
    const [{ headers }, other] = [await app.signedIn(), await app.signedIn()];
    const [{ id }] = await list(other);
    for (const wanted of [id, 'nonsense']) {
      expect(await app.http.delete(at(`/auth/sessions/${wanted}`), { headers })).toMatchObject({
        status: 404,
        code: 'session.not_found',
      });
    }
    expect((await me(other.accessToken)).status).toBe(200);
  });

  it('hides sessions that are idle for too long', async () => {
    const first = await app.signedIn();
    await age(first, `last_used_at = last_used_at - interval '8 days'`);
    const second = tokensOf(await app.signIn(first.email));
    expect(await list(second)).toMatchObject([{ current: true }]);
  });
});
