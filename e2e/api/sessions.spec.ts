import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { at, bearer, signedIn, signIn, tokensOf } from '../support/accounts.js';
import { useCore } from '../support/world.js';

const UNAUTHORIZED = { status: 401, body: { message: 'unauthorized', code: 'auth.unauthorized' } };

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signingKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]),
  format: 'der',
  type: 'pkcs8',
});
const forge = (header: object, payload: object) => {
  const text = `${encode(header)}.${encode(payload)}`;
  return `${text}.${sign(null, Buffer.from(text), signingKey).toString('base64url')}`;
};

describe('a session', () => {
  const world = useCore({}, 2);
  const http = () => world().core.http;
  const other = () => world().cores[1]?.http ?? http();
  const me = (accessToken: string) => http().get(at('/me'), bearer(accessToken));
  const refresh = (refreshToken: string, client = http()) =>
    client.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken });

  it('goes on with a new pair for its refresh token', async () => {
    const first = await signedIn(world());
    const next = tokensOf(await refresh(first.refreshToken));
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect((await me(next.accessToken)).status).toBe(200);
    expect(tokensOf(await refresh(next.refreshToken)).refreshToken).not.toBe(next.refreshToken);
  });

  it('takes the refresh token from the cookie as well', async () => {
    const { refreshToken } = await signedIn(world());
    const headers = { cookie: `__Host-refresh=${refreshToken}` };
    const answer = await http().post(at('/auth/refresh-tokens'), {}, { headers });
    const next = tokensOf(answer);
    expect(String(answer.headers['set-cookie'])).toContain(`__Host-refresh=${next.refreshToken};`);
    expect(await http().post(at('/auth/refresh-tokens'), {})).toMatchObject(UNAUTHORIZED);
  });

  it('gives who lost the answer the same new token again, on any core', async () => {
    const { refreshToken } = await signedIn(world());
    const first = tokensOf(await refresh(refreshToken));
    const again = tokensOf(await refresh(refreshToken, other()));
    expect(again.refreshToken).toBe(first.refreshToken);
    expect((await me(again.accessToken)).status).toBe(200);
  });

  it('has one successor of 32 parallel refreshes, and nobody is signed out', async () => {
    const { refreshToken } = await signedIn(world());
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => refresh(refreshToken, index % 2 === 0 ? http() : other())),
    );
    const successors = new Set(answers.map((answer) => tokensOf(answer).refreshToken));
    expect(successors.size).toBe(1);
    expect((await refresh([...successors].join())).status).toBe(200);
  });

  it('ends as a whole when a token that was used before comes back later', async () => {
    const first = await signedIn(world());
    const second = tokensOf(await refresh(first.refreshToken));
    await world().database.query(
      `UPDATE refresh_token SET used_at = used_at - interval '11 seconds' WHERE used_at IS NOT NULL`,
    );
    expect(await refresh(first.refreshToken)).toMatchObject({
      status: 401,
      body: { message: 'session: refresh token was already used', code: 'session.token_reused' },
    });
    expect(await refresh(second.refreshToken)).toMatchObject(UNAUTHORIZED);
    expect(await me(second.accessToken)).toMatchObject(UNAUTHORIZED);
  });

  it('ends when it is not used for long, and after its longest time however much it is used', async () => {
    const idle = await signedIn(world());
    const old = await signedIn(world());
    const age = (email: string, what: string) =>
      world().database.query(
        `UPDATE session SET ${what} FROM user_account WHERE user_account.id = user_id AND email_key = $1`,
        [email],
      );
    await age(idle.email, `last_used_at = last_used_at - interval '8 days'`);
    await age(old.email, 'expires_at = clock_timestamp()');
    expect(await refresh(idle.refreshToken)).toMatchObject(UNAUTHORIZED);
    expect(await refresh(old.refreshToken)).toMatchObject(UNAUTHORIZED);
    expect(await me(old.accessToken)).toMatchObject(UNAUTHORIZED);
  });

  it('ends with its access tokens, at once and on every core, when its user logs out', async () => {
    const { accessToken, refreshToken, headers } = await signedIn(world());
    const answer = await http().post(at('/auth/logout'), { refresh_token: refreshToken }, { headers });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-refresh=; .*Expires=Thu, 01 Jan 1970/);
    expect(await me(accessToken)).toMatchObject(UNAUTHORIZED);
    expect(await other().get(at('/me'), bearer(accessToken))).toMatchObject(UNAUTHORIZED);
    expect(await refresh(refreshToken)).toMatchObject(UNAUTHORIZED);
  });

  it('is nobody else’s to end', async () => {
    const [mine, theirs] = [await signedIn(world()), await signedIn(world())];
    await http().post(at('/auth/logout'), { refresh_token: theirs.refreshToken }, { headers: mine.headers });
    const [session] = Object(await http().get(at('/auth/sessions'), { headers: theirs.headers })).body;
    const ended = await http().delete(at(`/auth/sessions/${session.id}`), { headers: mine.headers });
    expect(ended).toMatchObject({ status: 404, body: { code: 'session.not_found' } });
    expect((await me(theirs.accessToken)).status).toBe(200);
    expect((await me(mine.accessToken)).status).toBe(200);
  });

  it('ends with all others when its user logs out everywhere', async () => {
    const first = await signedIn(world());
    const second = tokensOf(await signIn(http(), first.email));
    expect((await http().post(at('/auth/logout/all'), undefined, { headers: first.headers })).status).toBe(
      204,
    );
    for (const { accessToken, refreshToken } of [first, second]) {
      expect(await me(accessToken)).toMatchObject(UNAUTHORIZED);
      expect(await refresh(refreshToken)).toMatchObject(UNAUTHORIZED);
    }
  });

  it('is listed for its user, who can end it', async () => {
    const first = await signedIn(world());
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const second = tokensOf(
      await http().post(
        at('/auth/signin'),
        { email: first.email, password: first.password },
        { headers: { 'user-agent': agent } },
      ),
    );
    const list = Object(await http().get(at('/auth/sessions'), { headers: first.headers })).body;
    expect(list).toHaveLength(2);
    const [firefox, mine] = list;
    expect(firefox).toEqual({
      id: expect.any(String),
      created_at: expect.any(String),
      last_used_at: expect.any(String),
      browser: 'Firefox on Linux',
      network: '127.0.0.x',
      current: false,
    });
    expect(mine.current).toBe(true);
    expect((await http().delete(at(`/auth/sessions/${firefox.id}`), { headers: first.headers })).status).toBe(
      204,
    );
    expect(await me(second.accessToken)).toMatchObject(UNAUTHORIZED);
    expect((await http().delete(at('/auth/sessions/nonsense'), { headers: first.headers })).status).toBe(404);
  });

  it.each(['unknown', '', 'x'.repeat(43)])('is not continued by the refresh token "%s"', async (token) => {
    expect(await refresh(token)).toMatchObject(UNAUTHORIZED);
  });
});

describe('an access token', () => {
  const world = useCore();
  const me = (token: string) => world().core.http.get(at('/me'), bearer(token));
  it('can be checked by others with the published keys', async () => {
    const { accessToken } = await signedIn(world());
    const { createLocalJWKSet, jwtVerify } = await import('jose');
    const answer = await world().core.http.get('/api/.well-known/jwks.json');
    const { payload, protectedHeader } = await jwtVerify(accessToken, createLocalJWKSet(Object(answer.body)));
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(900);
    expect(answer.text).not.toContain('"d"');
  });

  it('is refused whatever is wrong with it', async () => {
    const { accessToken } = await signedIn(world());
    const [head = '', body = '', signature = ''] = accessToken.split('.');
    const header = { alg: 'EdDSA', typ: 'at+jwt', kid: 'test' };
    const good = JSON.parse(Buffer.from(body, 'base64url').toString());
    const without = (name: string) =>
      Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
    expect((await me(forge(header, good))).status).toBe(200);
    const forged = {
      'no algorithm': `${encode({ ...header, alg: 'none' })}.${body}.`,
      'a symmetric algorithm': forge({ ...header, alg: 'HS256' }, good),
      'another type': forge({ ...header, typ: 'JWT' }, good),
      'no type': forge({ alg: 'EdDSA', kid: 'test' }, good),
      'an unknown key': forge({ ...header, kid: 'other' }, good),
      'a path as key': forge({ ...header, kid: '../../dev/null' }, good),
      'no key': forge({ alg: 'EdDSA', typ: 'at+jwt' }, good),
      'a key of its own': forge(
        { ...header, kid: 'x', jwk: { kty: 'OKP' }, jku: 'http://127.0.0.1/jwks' },
        good,
      ),
      'another audience': forge(header, { ...good, aud: 'other' }),
      'another issuer': forge(header, { ...good, iss: 'https://evil.example' }),
      'no end': forge(header, without('exp')),
      'no start': forge(header, without('iat')),
      'an end that is over': forge(header, { ...good, exp: good.iat - 60 }),
      'no user': forge(header, without('sub')),
      'another user': forge(header, { ...good, sub: randomUUID() }),
      'another session': forge(header, { ...good, sid: randomUUID() }),
      'a session that is no id': forge(header, { ...good, sid: "' OR 1=1" }),
      'a changed body': `${head}.${encode({ ...good, sub: randomUUID() })}.${signature}`,
      'a changed signature': `${head}.${body}.${signature.slice(0, -4)}AAAA`,
      nothing: '',
      nonsense: 'abc',
    };
    for (const [what, token] of Object.entries(forged)) {
      expect([what, (await me(token)).status]).toEqual([what, 401]);
    }
    for (const authorization of [`Basic ${accessToken}`, accessToken, `Bearer  ${accessToken} x`]) {
      const answer = await world().core.http.get(at('/me'), { headers: { authorization } });
      expect(answer).toMatchObject(UNAUTHORIZED);
    }
  });
});
