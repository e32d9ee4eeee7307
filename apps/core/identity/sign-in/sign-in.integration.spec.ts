import argon2 from 'argon2';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, newEmail, PASSWORD, tokensOf } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const REJECTED = {
  status: 400,
  body: { message: 'user: wrong credentials', code: 'user.wrong_credentials' },
};

describe('sign-in', () => {
  it('returns a token pair and a cookie that no script can read', async () => {
    const response = await app.signIn(await app.activated());
    const { accessToken, refreshToken } = tokensOf(response);
    expect(response.headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(
          `^__Host-refresh=${refreshToken}; Max-Age=\\d+; Path=/; HttpOnly; Secure; SameSite=Strict$`,
        ),
      ),
      expect.stringMatching(
        /^__Host-device-[0-9a-f]{16}=[\w-]{22}\.[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ]);
    expect(await app.http.get(at('/me'), bearer(accessToken))).toMatchObject({
      status: 200,
      body: { last_login_at: expect.any(String) },
    });
  });

  it('rejects unknown addresses and wrong passwords with the same response', async () => {
    const known = await app.activated();
    const unverified = newEmail();
    await app.signUp(unverified);
    const responses = await Promise.all([
      app.signIn(newEmail('unknown')),
      app.signIn(known, `${PASSWORD}x`),
      app.signIn(unverified, `${PASSWORD}x`),
      app.signIn('not an address'),
    ]);
    for (const response of responses) expect(response).toMatchObject(REJECTED);
    const shapes = responses.map(({ headers }) => Object.keys(headers).toSorted().join());
    expect(new Set(shapes).size).toBe(1);
  });

  it('accepts another Unicode form of the password, but compares case', async () => {
    const email = newEmail();
    const password = 'caf\u00e9 au lait 42';
    await app.signUp(email, password);
    await app.database.query('UPDATE user_account SET activated_at = now() WHERE email_key = $1', [email]);
    expect((await app.signIn(email, password.normalize('NFD'))).status).toBe(200);
    expect(await app.signIn(email, password.toUpperCase())).toMatchObject(REJECTED);
  });

  it('replaces a hash that is weaker than today’s', async () => {
    const email = await app.activated();
    const weak = await argon2.hash(PASSWORD, { memoryCost: 8_192, timeCost: 2, parallelism: 1 });
    await app.database.query('UPDATE user_account SET password_hash = $2 WHERE email_key = $1', [
      email,
      weak,
    ]);
    expect((await app.signIn(email)).status).toBe(200);
    const [row] = await app.database.query('SELECT password_hash FROM user_account WHERE email_key = $1', [
      email,
    ]);
    expect(row?.['password_hash']).toMatch(/\$m=19456,t=2,p=1\$/);
  });
});
