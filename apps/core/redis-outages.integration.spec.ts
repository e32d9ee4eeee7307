import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisServer } from '../../e2e/support/servers/redis.js';
import { startProviders } from './identity/oauth/testing/create-oauth-app.js';
import { OauthBrowser, PAGE } from './identity/oauth/testing/oauth-browser.js';
import { createTestApp } from './testing/create-test-app.js';
import { at, newEmail, noteAt, randomKey, tokensOf } from './testing/test-actions.js';

const redis = await RedisServer.start();
const { oidc, environment: providers, stop: stopProviders } = await startProviders();
const limits = { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '20', RATELIMIT_BURST: '40' };
const environment = { ...providers, ...limits, REDIS_URL: redis.url };
const first = await createTestApp({ environment });
const second = await createTestApp({ environment, database: first.database });
const cores = [first, second];
afterAll(async () => {
  await second.close();
  await first.close();
  await stopProviders();
  await redis.stop();
});

const coreAt = (index: number) => cores[index] ?? expect.fail('no such core');
const visitorOf = (index: number) => new OauthBrowser(coreAt(index).http);

/** The same browser, which the load balancer now sends to the other core. */
function movedTo(index: number, visitor: OauthBrowser): OauthBrowser {
  const moved = visitorOf(index);
  for (const [name, value] of visitor.cookies) moved.cookies.set(name, value);
  return moved;
}

async function codeAt(visitor: OauthBrowser, back: URL): Promise<string> {
  const { headers } = await visitor.comeBack(back);
  return headers.location?.split(`${PAGE}#code=`)[1] ?? expect.fail(`no code: ${headers.location}`);
}

/** A sign-in that starts and ends at the first core and returns to the second one in between. */
async function signInOverBoth() {
  const visitor = visitorOf(0);
  const back = await visitor.returnFrom('oidc');
  const other = movedTo(1, visitor);
  const code = await codeAt(other, back);
  const cookies = [...visitor.cookies.values(), ...other.cookies.values()];
  const tokens = tokensOf(await movedTo(0, other).exchange(code));
  return { secrets: [...back.searchParams.values(), code, ...cookies], tokens };
}

async function redisIs(state: string): Promise<void> {
  const states = async () => {
    const responses = await Promise.all(cores.map(({ http }) => http.get('/health/ready')));
    return responses.map(({ status, body }) => [status, Object(body).parts.redis]);
  };
  await expect.poll(states).toEqual(cores.map(() => [200, state]));
}

beforeEach(async () => {
  const email = newEmail();
  oidc.user = { sub: email, email, email_verified: true };
  await redisIs('up');
});

describe('two cores on one Redis', () => {
  it('share a sign-in, which may return to the other core', async () => {
    const { tokens } = await signInOverBoth();
    expect((await coreAt(1).http.get(at('/me'), tokens)).status).toBe(200);
  });

  it('store no address, token, code, slug, text or identity in Redis', async () => {
    const monitor = await redis.listen();
    const clientAddress = '127.0.0.31';
    await coreAt(0).http.get('/api/ping', { localAddress: clientAddress });
    const { secrets, tokens } = await signInOverBoth();
    const email = newEmail('mailed');
    await first.signUp(email);
    const note = await second.createNote({
      content: 'the text of a note',
      password: 'its password',
    });
    await coreAt(0).http.post(noteAt(note.slug, 'view'), { password: 'its password' });
    const accounts = await first.database.query('SELECT id FROM user_account');
    monitor.stop();
    const received = monitor.received();
    for (const kind of [
      '"getdel"',
      'onasty:value:',
      'onasty:rate:',
      'onasty:mails-from:',
      'onasty:mails-to:',
    ])
      expect(received).toContain(kind);
    const needles = [
      clientAddress,
      email,
      oidc.user.sub,
      tokens.accessToken,
      tokens.refreshToken,
      ...secrets,
      note.slug,
      note.receipt,
      'the text of a note',
      'its password',
      ...accounts.map(({ id }) => String(id)),
    ];
    const hashes = needles.flatMap((needle) =>
      (['hex', 'base64', 'base64url'] as const).map((form) =>
        createHash('sha256').update(needle).digest(form).replace('=', ''),
      ),
    );
    // The hash of 256 random bits reveals nothing.
    const known = new Set(secrets.map((secret) => createHash('sha256').update(secret).digest('base64url')));
    const guessable = hashes.filter((hash) => !known.has(hash));
    expect([...needles, ...guessable].filter((text) => received.includes(text))).toEqual([]);
  });
});

describe('an emptied Redis', () => {
  it('makes users restart a sign-in', async () => {
    const visitor = visitorOf(0);
    const back = await visitor.returnFrom('oidc');
    await redis.flush();
    expect(await visitor.comeBack(back)).toMatchObject({
      status: 302,
      headers: { location: `${PAGE}?error=state` },
    });
    const code = await visitor.codeFrom('oidc');
    await redis.flush();
    expect(await visitor.exchange(code)).toMatchObject({ status: 400, body: { code: 'oauth.code_invalid' } });
    expect((await visitor.exchange(await visitor.codeFrom('oidc'))).status).toBe(200);
  });

  it('allows no further guesses at the password of a note', async () => {
    const { slug } = await first.createNote({ password: 'its password' });
    const guess = async () =>
      Object((await coreAt(0).http.post(noteAt(slug, 'view'), { password: randomKey() })).body).code;
    const responses = [];
    for (let count = 0; count < 12; count += 1) {
      responses.push(await guess());
      await redis.flush();
    }
    const wrong = Array.from({ length: 10 }, () => 'note.wrong_password');
    expect(responses).toEqual([...wrong, 'note.locked', 'note.locked']);
  });
});

describe('a hanging Redis', () => {
  it('stops neither responses, nor rate limits, nor sign-ins that return to the same core', async () => {
    await redis.freeze();
    const pending = Array.from({ length: 200 }, () =>
      coreAt(0).http.get('/api/ping', { localAddress: '127.0.0.32' }),
    );
    const statuses = new Set((await Promise.all(pending)).map(({ status }) => status));
    expect([...statuses].toSorted((one, other) => one - other)).toEqual([200, 429]);
    const visitor = visitorOf(0);
    expect((await visitor.exchange(await visitor.codeFrom('oidc'))).status).toBe(200);
    await coreAt(1).http.get('/api/ping');
    await redisIs('down');
    redis.thaw();
    await redisIs('up');
  });
});

describe('a restarted Redis', () => {
  it('is used again', async () => {
    await redis.kill();
    await redisIs('down');
    const visitor = visitorOf(0);
    const back = await visitor.returnFrom('oidc');
    expect(await movedTo(1, visitor).comeBack(back)).toMatchObject({
      status: 302,
      headers: { location: `${PAGE}?error=state` },
    });
    await redis.restart();
    await redisIs('up');
    const { tokens } = await signInOverBoth();
    expect((await coreAt(1).http.get(at('/me'), tokens)).status).toBe(200);
  });
});
