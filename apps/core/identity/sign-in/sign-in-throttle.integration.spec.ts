import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { IdentitySweeper } from '../identity.sweeper.js';
import { createTestApp } from '../../testing/create-test-app.js';
import type { TestResponse } from '../../testing/http-client.js';
import { at, newEmail, PASSWORD } from '../../testing/test-actions.js';

/** Creates accounts without the limit of mails that one client may cause. */
const unlimited = await createTestApp();
const app = await createTestApp({
  database: unlimited.database,
  environment: {
    RATELIMIT_ENABLED: 'true',
    RATELIMIT_RPS: '1000',
    RATELIMIT_BURST: '5000',
    TRUST_PROXY: '127.0.0.1',
  },
});
afterAll(async () => {
  await app.close();
  await unlimited.close();
});
afterEach(() => void vi.restoreAllMocks());

const REJECTED = { status: 400, code: 'user.wrong_credentials' };
const HOME = '198.51.100.1';
const from = (clientIp: string) => ({ headers: { 'x-forwarded-for': clientIp } });
const cookiesOf = ({ headers }: TestResponse) =>
  (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
const guess = (email: string, clientIp: string, password = 'not the password') =>
  app.http.post(at('/auth/signin'), { email, password }, from(clientIp));

async function guessTimes(times: number, email: string, clientIp: (index: number) => string) {
  for (let index = 0; index < times; index += 1) await guess(email, clientIp(index));
}

/** Sets the failures of all accounts and networks. */
const countFailures = (failures: number) =>
  app.database.query(
    "UPDATE sign_in_failure SET failures = $1::int, blocked_until = CASE WHEN $1::int > 50 THEN now() + interval '1 min' END",
    [failures],
  );

/** The first delay lasts for a second, which a busy machine may need until the next request. */
const prolongDelays = () =>
  app.database.query("UPDATE sign_in_failure SET blocked_until = blocked_until + interval '1 min'");

describe('sign-in throttle', () => {
  it('delays every attempt of a network after five wrong passwords', async () => {
    const email = await unlimited.activated();
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess(email, HOME)).toMatchObject(REJECTED);
    await prolongDelays();
    const delayed = await guess(email, '198.51.100.2', PASSWORD);
    expect(delayed).toMatchObject({ status: 429, code: 'auth.too_many_attempts' });
    expect(Number(delayed.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('does not delay the owner in another network', async () => {
    const email = await unlimited.activated();
    await guessTimes(7, email, () => HOME);
    expect((await guess(email, '203.0.113.5', PASSWORD)).status).toBe(200);
  });

  it('counts an attempt before it verifies the password', async () => {
    const email = await unlimited.activated();
    const failures = () =>
      app.database.query('SELECT failures FROM sign_in_failure ORDER BY last_failed_at DESC');
    const counted: unknown[] = [];
    vi.spyOn(app.nest.get(PasswordHasher), 'verify').mockImplementationOnce(async () => {
      counted.push((await failures())[0]);
      return false;
    });
    await app.database.query('DELETE FROM sign_in_failure');
    expect(await guess(email, HOME)).toMatchObject(REJECTED);
    expect(counted).toEqual([{ failures: 1 }]);
  });

  it('verifies at most five of a hundred parallel passwords from one network', async () => {
    const email = await unlimited.activated();
    const startedAt = performance.now();
    const responses = await Promise.all(Array.from({ length: 100 }, () => guess(email, '192.0.2.9')));
    const verified = responses.filter(({ status }) => status === 400);
    expect(verified.length).toBeGreaterThan(0);
    // The delays are 1, 2, 4 … seconds; some may have ended.
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(verified.length).toBeLessThanOrEqual(5 + Math.floor(Math.log2(1 + seconds)));
  });

  it.each([
    [
      'POST',
      '/auth/change-password',
      { current_password: 'a guess', new_password: 'a lake in the evening 3' },
    ],
    ['DELETE', '/me', { password: 'a guess' }],
  ])('also delays the holder of a session who guesses by %s %s', async (method, path, json) => {
    const { headers } = await unlimited.signedIn();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      if (attempt === 5) await prolongDelays();
      statuses.push((await app.http.send(method, at(path), { json, headers })).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('delays unknown networks after fifty wrong passwords from many, but not those of the owner', async () => {
    const email = await unlimited.activated();
    expect((await guess(email, '203.0.113.77', PASSWORD)).status).toBe(200);
    await guess(email, '10.9.1.1');
    await countFailures(49);
    await guess(email, '10.9.2.1');
    await prolongDelays();
    expect((await guess(email, '10.200.1.1', PASSWORD)).status).toBe(429);
    expect((await guess(email, '203.0.113.78', PASSWORD)).status).toBe(200);
  });

  it('treats an address without an account like any other', async () => {
    const email = newEmail('unknown');
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await guess(email, HOME)).toMatchObject(REJECTED);
    await prolongDelays();
    expect((await guess(email, HOME)).status).toBe(429);
  });

  it('forgets wrong passwords once the right one follows', async () => {
    const email = await unlimited.activated();
    for (let round = 0; round < 3; round += 1) {
      await guessTimes(4, email, () => HOME);
      expect((await guess(email, HOME, PASSWORD)).status).toBe(200);
    }
  });

  it('does not count an attempt whose password could not be verified', async () => {
    const email = await unlimited.activated();
    const verify = vi.spyOn(app.nest.get(PasswordHasher), 'verify');
    for (let attempt = 0; attempt < 7; attempt += 1) {
      verify.mockRejectedValueOnce(new Error('out of memory'));
      expect((await guess(email, HOME)).status).toBe(500);
    }
    expect((await guess(email, HOME, PASSWORD)).status).toBe(200);
  });

  it('is reset by a link to the owner', async () => {
    const { email } = await unlimited.signedIn();
    await guess(email, HOME);
    await countFailures(100);
    await app.http.post(at('/auth/reset-password'), { email }, from(HOME));
    const token = await app.tokenFor(email, 'reset_password');
    const password = 'a brand new one 88';
    await app.http.post(at(`/auth/reset-password/${token}`), { password }, from(HOME));
    expect((await guess(email, HOME, password)).status).toBe(200);
  });

  it('does not delay a device that signed in before, whatever others try and wherever it is', async () => {
    const email = await unlimited.activated();
    const first = await guess(email, HOME, PASSWORD);
    const cookie = cookiesOf(first);
    await guess(email, HOME);
    await countFailures(60);
    const again = (clientIp: string) =>
      app.http.post(
        at('/auth/signin'),
        { email, password: PASSWORD },
        { headers: { ...from(clientIp).headers, cookie } },
      );
    expect((await guess(email, HOME, PASSWORD)).status).toBe(429);
    expect((await again(HOME)).status).toBe(200);
    expect((await again('10.201.1.1')).status).toBe(200);
  });

  it('delays a known device by its own wrong passwords', async () => {
    const email = await unlimited.activated();
    const cookie = cookiesOf(await guess(email, HOME, PASSWORD));
    const wrong = () =>
      app.http.post(
        at('/auth/signin'),
        { email, password: 'a guess' },
        { headers: { ...from(HOME).headers, cookie } },
      );
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await wrong()).toMatchObject(REJECTED);
    await prolongDelays();
    expect((await wrong()).status).toBe(429);
    expect((await guess(email, HOME, PASSWORD)).status).toBe(200);
  });

  it.each<[string, (cookie: string) => string]>([
    ['of another account', (cookie) => cookie.replace(/=.*/, '=')],
    ['with a forged signature', (cookie) => cookie.replace(/\../, (start) => (start === '.A' ? '.B' : '.A'))],
    ['with another device', (cookie) => cookie.replace(/=./, (start) => (start === '=A' ? '=B' : '=A'))],
  ])('ignores a device cookie %s', async (_what, forge) => {
    const email = await unlimited.activated();
    const [, device = ''] = cookiesOf(await guess(email, HOME, PASSWORD)).split('; ');
    await guessTimes(5, email, () => HOME);
    await prolongDelays();
    const headers = { ...from(HOME).headers, cookie: forge(device) };
    const response = await app.http.post(at('/auth/signin'), { email, password: PASSWORD }, { headers });
    expect(response.status).toBe(429);
  });

  it('ends a device cookie with the password that it was given for', async () => {
    const email = await unlimited.activated();
    const cookie = cookiesOf(await guess(email, HOME, PASSWORD));
    await app.database.query('UPDATE user_account SET password_hash = $2 WHERE email_key = $1', [
      email,
      await app.nest.get(PasswordHasher).hash(PASSWORD),
    ]);
    await guessTimes(5, email, () => HOME);
    await prolongDelays();
    const headers = { ...from(HOME).headers, cookie };
    const response = await app.http.post(at('/auth/signin'), { email, password: PASSWORD }, { headers });
    expect(response.status).toBe(429);
  });

  it('accepts at most a hundred wrong passwords in a row, however slowly they come', async () => {
    const email = await unlimited.activated();
    await guess(email, HOME);
    await app.database.query(
      "UPDATE sign_in_failure SET failures = 100, blocked_until = NULL, last_failed_at = now() - interval '2 days'",
    );
    const response = await guess(email, '203.0.113.9', PASSWORD);
    expect(response.status).toBe(429);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(27 * 86_400);
    await app.nest.get(IdentitySweeper).sweep();
    expect((await guess(email, '203.0.113.9', PASSWORD)).status).toBe(429);
    await app.database.query("UPDATE sign_in_failure SET last_failed_at = now() - interval '31 days'");
    expect((await guess(email, '203.0.113.9', PASSWORD)).status).toBe(200);
  });
});
