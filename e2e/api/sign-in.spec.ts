import argon2 from 'argon2';
import { describe, expect, it } from 'vitest';
import {
  activated,
  at,
  bearer,
  newEmail,
  PASSWORD,
  signedIn,
  signIn,
  signUp,
  tokenFor,
  tokensOf,
} from '../support/accounts.js';
import { useCore } from '../support/world.js';

const REFUSED = { status: 400, body: { message: 'user: wrong credentials', code: 'user.wrong_credentials' } };

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

describe('signing in', () => {
  const world = useCore();
  const http = () => world().core.http;
  const me = (accessToken: string) => http().get(at('/me'), bearer(accessToken));

  it('gives a token pair, a cookie that no script can read, and notes when', async () => {
    const email = await activated(world());
    const answer = await signIn(http(), email);
    const { accessToken, refreshToken } = tokensOf(answer);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(
          `^__Host-refresh=${refreshToken}; Max-Age=\\d+; Path=/; HttpOnly; Secure; SameSite=Strict$`,
        ),
      ),
    ]);
    expect(await me(accessToken)).toMatchObject({
      status: 200,
      body: { email, created_at: expect.any(String), last_login_at: expect.any(String), notes_created: 0 },
    });
  });

  it('says the same of an unknown address, a wrong password, and a wrong one of an account that waits', async () => {
    const known = await activated(world());
    const waiting = newEmail();
    await signUp(http(), waiting);
    const answers = await Promise.all([
      signIn(http(), newEmail('nobody')),
      signIn(http(), known, `${PASSWORD}x`),
      signIn(http(), waiting, `${PASSWORD}x`),
      signIn(http(), 'not an address'),
    ]);
    for (const answer of answers) expect(answer).toMatchObject(REFUSED);
    const shapes = answers.map(({ headers }) => Object.keys(headers).toSorted().join());
    expect(new Set(shapes).size).toBe(1);
  });

  it('takes the password in another Unicode form, and no other letters', async () => {
    const email = newEmail();
    const password = 'caf\u00e9 au lait 42';
    await signUp(http(), email, password);
    await world().database.query('UPDATE user_account SET activated_at = now() WHERE email_key = $1', [
      email,
    ]);
    expect((await signIn(http(), email, password.normalize('NFD'))).status).toBe(200);
    expect(await signIn(http(), email, password.toUpperCase())).toMatchObject(REFUSED);
  });

  it('makes a weaker hash as strong as today’s at the next sign-in', async () => {
    const email = await activated(world());
    const weak = await argon2.hash(PASSWORD, { memoryCost: 8_192, timeCost: 2, parallelism: 1 });
    await world().database.query('UPDATE user_account SET password_hash = $2 WHERE email_key = $1', [
      email,
      weak,
    ]);
    expect((await signIn(http(), email)).status).toBe(200);
    const [row] = await world().database.query(
      'SELECT password_hash FROM user_account WHERE email_key = $1',
      [email],
    );
    expect(row?.['password_hash']).toMatch(/\$m=19456,t=2,p=1\$/);
  });
});

describe('guessing a password', () => {
  const world = useCore({
    RATELIMIT_ENABLED: 'true',
    RATELIMIT_RPS: '1000',
    RATELIMIT_BURST: '5000',
    TRUST_PROXY: '127.0.0.1',
  });
  const http = () => world().core.direct;
  const guess = (email: string, address: string, password = 'not the password') =>
    http().post(at('/auth/signin'), { email, password }, from(address));

  /** The first wait lasts for a second, which a busy machine may take until the next guess. */
  const keepWaiting = () =>
    world().database.query("UPDATE sign_in_failure SET blocked_until = blocked_until + interval '1 min'");

  it('has to wait after five from one network, says how long, and the right one then waits as well', async () => {
    const email = await activated(world());
    for (let guessed = 0; guessed < 5; guessed += 1)
      expect(await guess(email, '198.51.100.1')).toMatchObject(REFUSED);
    await keepWaiting();
    const waiting = await guess(email, '198.51.100.2', PASSWORD);
    expect(waiting).toMatchObject({ status: 429, body: { code: 'auth.too_many_attempts' } });
    expect(Number(waiting.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('does not keep the owner out, who comes from another network', async () => {
    const email = await activated(world());
    for (let guessed = 0; guessed < 7; guessed += 1) await guess(email, '198.51.100.1');
    expect((await guess(email, '203.0.113.5', PASSWORD)).status).toBe(200);
  });

  it('looks at no more than five of a hundred parallel guesses from one network', async () => {
    const email = await activated(world());
    const startedAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 100 }, () => guess(email, '192.0.2.9')));
    const looked = answers.filter(({ status }) => status === 400);
    expect(looked.length).toBeGreaterThan(0);
    // The waits are of 1, 2, 4 … seconds, of which some may be over by then.
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(looked.length).toBeLessThanOrEqual(5 + Math.floor(Math.log2(1 + seconds)));
  });

  it.each([
    [
      'POST',
      '/auth/change-password',
      { current_password: 'a guess', new_password: 'a lake in the evening 3' },
    ],
    ['DELETE', '/me', { password: 'a guess' }],
  ])('is slowed as well for who has a session that is not theirs: %s %s', async (method, path, json) => {
    const { headers } = await signedIn(world());
    const answers: number[] = [];
    for (let guessed = 0; guessed < 6; guessed += 1) {
      if (guessed === 5) await keepWaiting();
      answers.push((await http().send(method, at(path), { json, headers })).status);
    }
    expect(answers).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('has to wait after fifty from many networks; a network that the owner used before does not', async () => {
    const email = await activated(world());
    expect((await guess(email, '203.0.113.77', PASSWORD)).status).toBe(200);
    for (let network = 0; network < 50; network += 1) await guess(email, `10.9.${network}.1`);
    await keepWaiting();
    expect((await guess(email, '10.200.1.1', PASSWORD)).status).toBe(429);
    expect((await guess(email, '203.0.113.78', PASSWORD)).status).toBe(200);
  });

  it('counts for an address without an account just as much', async () => {
    const email = newEmail('nobody');
    for (let guessed = 0; guessed < 5; guessed += 1)
      expect(await guess(email, '198.51.100.1')).toMatchObject(REFUSED);
    await keepWaiting();
    expect((await guess(email, '198.51.100.1')).status).toBe(429);
  });

  it('is forgotten when the right one comes in time', async () => {
    const email = await activated(world());
    for (let round = 0; round < 3; round += 1) {
      for (let guessed = 0; guessed < 4; guessed += 1) await guess(email, '198.51.100.1');
      expect((await guess(email, '198.51.100.1', PASSWORD)).status).toBe(200);
    }
  });

  it('does not stop whoever proves by a link to be the owner', async () => {
    const { email } = await signedIn(world());
    for (let guessed = 0; guessed < 60; guessed += 1) await guess(email, `10.8.${guessed}.1`);
    for (let guessed = 0; guessed < 7; guessed += 1) await guess(email, '198.51.100.1');
    await http().post(at('/auth/reset-password'), { email }, from('198.51.100.1'));
    const token = await tokenFor(world().database, email, 'reset_password');
    const password = 'a brand new one 88';
    await http().post(at(`/auth/reset-password/${token}`), { password }, from('198.51.100.1'));
    expect((await guess(email, '198.51.100.1', password)).status).toBe(200);
  });
});
