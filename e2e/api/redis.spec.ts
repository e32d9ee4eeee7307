import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { at, newEmail, signUp, tokensOf } from '../support/accounts.js';
import { createNote, noteAt, randomKey } from '../support/notes.js';
import { OauthBrowser, PAGE } from '../../apps/core/identity/oauth/testing/oauth-browser.js';
import { useOauthCore } from '../support/oauth-core.js';
import { RedisServer } from '../support/redis.js';
import { until } from '../support/until.js';

const redis = await RedisServer.start();
afterAll(() => redis.stop());
const limits = { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '20', RATELIMIT_BURST: '40' };
const { oidc, world, query } = await useOauthCore({ REDIS_URL: redis.url, ...limits }, 2);

const coreAt = (index: number) => world().cores[index] ?? expect.fail('no such core');
const visitorOf = (index: number) => new OauthBrowser(coreAt(index).http);

/** The same browser, which the load balancer now leads to the other core. */
function movedTo(index: number, visitor: OauthBrowser): OauthBrowser {
  const moved = visitorOf(index);
  for (const [name, value] of visitor.cookies) moved.cookies.set(name, value);
  return moved;
}

async function codeAt(visitor: OauthBrowser, back: URL): Promise<string> {
  const { headers } = await visitor.comeBack(back);
  return headers.location?.split(`${PAGE}#code=`)[1] ?? expect.fail(`no code: ${headers.location}`);
}

/** A sign-in that starts and ends at the first core and comes back to the other one in between. */
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
  await until(`Redis is ${state} for both`, async () => {
    const answers = await Promise.all(world().cores.map(({ direct }) => direct.get('/health/ready')));
    return answers.every(({ status, body }) => status === 200 && Object(body).parts.redis === state);
  });
}

beforeEach(async () => {
  const email = newEmail();
  oidc.user = { sub: email, email, email_verified: true };
  await redisIs('up');
});

describe('on one Redis, two cores', () => {
  it('share a sign-in: it may come back to the one where it did not begin', async () => {
    const { tokens } = await signInOverBoth();
    expect((await coreAt(1).http.get(at('/me'), tokens)).status).toBe(200);
  });

  it('tell Redis no address, token, code, slug or text, and of nobody who they are', async () => {
    const redisIsTold = await redis.listen();
    const clientAddress = '127.0.0.31';
    await coreAt(0).direct.get('/api/ping', { localAddress: clientAddress });
    const { secrets, tokens } = await signInOverBoth();
    const email = newEmail('mailed');
    await signUp(coreAt(0).http, email);
    const note = await createNote(coreAt(1).http, {
      content: 'the text of a note',
      password: 'its password',
    });
    await coreAt(0).http.post(noteAt(note.slug, 'view'), { password: 'its password' });
    const accounts = await query('SELECT id FROM user_account');
    redisIsTold.stop();
    const told = redisIsTold.told();
    for (const kind of [
      '"getdel"',
      'onasty:value:',
      'onasty:rate:',
      'onasty:mails-from:',
      'onasty:mails-to:',
    ])
      expect(told).toContain(kind);
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
    // What has 256 random bits may be known by its hash: nobody finds it by trying.
    const known = new Set(secrets.map((secret) => createHash('sha256').update(secret).digest('base64url')));
    const guessable = hashes.filter((hash) => !known.has(hash));
    expect([...needles, ...guessable].filter((text) => told.includes(text))).toEqual([]);
  });
});

describe('emptied, Redis', () => {
  it('makes people who are about to sign in begin again', async () => {
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

  it('gives nobody more guesses at the password of a note', async () => {
    const { slug } = await createNote(coreAt(0).http, { password: 'its password' });
    const guess = async () =>
      Object((await coreAt(0).http.post(noteAt(slug, 'view'), { password: randomKey() })).body).code;
    const answers = [];
    for (let count = 0; count < 12; count += 1) {
      answers.push(await guess());
      await redis.flush();
    }
    const wrong = Array.from({ length: 10 }, () => 'note.wrong_password');
    expect(answers).toEqual([...wrong, 'note.locked', 'note.locked']);
  });
});

describe('while Redis hangs, a core', () => {
  it('answers, limits requests, and signs people in who come back to it', async () => {
    await redis.freeze();
    const asked = Array.from({ length: 200 }, () =>
      coreAt(0).direct.get('/api/ping', { localAddress: '127.0.0.32' }),
    );
    const statuses = new Set((await Promise.all(asked)).map(({ status }) => status));
    expect([...statuses].toSorted((one, other) => one - other)).toEqual([200, 429]);
    const visitor = visitorOf(0);
    expect((await visitor.exchange(await visitor.codeFrom('oidc'))).status).toBe(200);
    await coreAt(1).http.get('/api/ping');
    await redisIs('down');
    redis.thaw();
    await redisIs('up');
  });
});

describe('killed, Redis', () => {
  it('is used again once it is back', async () => {
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
