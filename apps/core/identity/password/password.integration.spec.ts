import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectOneWinner } from '../../testing/one-winner.js';
import { at, bearer, newEmail, PASSWORD, tokensOf } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const NEW = 'quite another one 19';

const forgot = (email: string) => app.http.post(at('/auth/reset-password'), { email });
const reset = (token: string, password = NEW) =>
  app.http.post(at(`/auth/reset-password/${token}`), { password });
const tokenOf = (email: string) => app.tokenFor(email, 'reset_password');

describe('password reset', () => {
  it('replaces the password, ends every session and sends a notice', async () => {
    const { email, accessToken, refreshToken } = await app.signedIn();
    await forgot(email);
    const response = await reset(await tokenOf(email));
    expect([response.status, response.text, response.headers['set-cookie']]).toEqual([200, '', undefined]);
    expect((await app.signIn(email)).body).toMatchObject({ code: 'user.wrong_credentials' });
    expect((await app.signIn(email, NEW)).status).toBe(200);
    expect((await app.http.get(at('/me'), bearer(accessToken))).status).toBe(401);
    expect((await app.http.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken })).status).toBe(
      401,
    );
    const kinds = (await app.mailsTo(email)).map((mail) => mail.template_name);
    expect(kinds).toEqual(['email_verification', 'reset_password', 'password_changed']);
  });

  it('states in the mail that the link expires in an hour', async () => {
    const email = await app.activated();
    await forgot(email);
    const mail = (await app.mailsTo(email)).at(-1);
    const minutes = (Date.parse(mail?.options['link_expires_at'] ?? '') - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(60);
  });

  it('also verifies the email address', async () => {
    const email = newEmail();
    await app.signUp(email);
    await forgot(email);
    await reset(await tokenOf(email));
    expect((await app.signIn(email, NEW)).status).toBe(200);
  });

  it('succeeds once for 64 parallel uses of a link', async () => {
    const email = await app.activated();
    await forgot(email);
    const token = await tokenOf(email);
    const lost = await expectOneWinner(64, () => reset(token), { won: 200, lost: 400 });
    for (const { body } of lost)
      expect(body).toMatchObject({ message: 'reset password token is already used' });
  });

  it('rejects a weak password, and the link stays valid', async () => {
    const email = await app.activated();
    await forgot(email);
    const token = await tokenOf(email);
    expect(await reset(token, 'password1')).toMatchObject({
      status: 400,
      body: { code: 'user.weak_password' },
    });
    expect(await reset(token, `${email} 1`)).toMatchObject({
      status: 400,
      body: { code: 'user.weak_password' },
    });
    expect((await reset(token)).status).toBe(200);
  });

  it('accepts the newest link only', async () => {
    const email = await app.activated();
    await forgot(email);
    const old = await tokenOf(email);
    await forgot(email);
    expect((await reset(old)).status).toBe(404);
    expect((await reset(await tokenOf(email))).status).toBe(200);
  });

  it('rejects an expired link and an unknown one', async () => {
    const email = await app.activated();
    await forgot(email);
    const token = await tokenOf(email);
    await app.database.query(`UPDATE mail_token SET expires_at = clock_timestamp() WHERE purpose = 'reset'`);
    expect(await reset(token)).toMatchObject({
      status: 400,
      body: { message: 'reset password token expired' },
    });
    expect((await reset('y'.repeat(43))).status).toBe(404);
  });

  it('issues a link that confirms nothing else', async () => {
    const email = await app.activated();
    await forgot(email);
    const token = await tokenOf(email);
    for (const path of ['/auth/verify', '/auth/change-email/confirm', '/auth/change-email/stop']) {
      expect((await app.http.post(at(path), { token })).status).toBe(404);
    }
  });
});

describe('password change', () => {
  it('takes effect at once, ends the other sessions and sends a notice', async () => {
    const mine = await app.signedIn();
    const other = tokensOf(await app.signIn(mine.email));
    const json = { current_password: PASSWORD, new_password: NEW };
    const response = await app.http.post(at('/auth/change-password'), json, { headers: mine.headers });
    expect([response.status, response.text]).toEqual([200, '']);
    expect((await app.http.get(at('/me'), bearer(other.accessToken))).status).toBe(401);
    expect((await app.http.get(at('/me'), bearer(mine.accessToken))).status).toBe(200);
    expect((await app.signIn(mine.email, NEW)).status).toBe(200);
    expect((await app.mailsTo(mine.email)).at(-1)?.template_name).toBe('password_changed');
  });

  it('requires the current password and a strong new one', async () => {
    const { headers } = await app.signedIn();
    const change = (current_password: string, new_password: string) =>
      app.http.post(at('/auth/change-password'), { current_password, new_password }, { headers });
    expect((await change('wrong password 1', NEW)).body).toMatchObject({ code: 'user.wrong_credentials' });
    expect((await change(PASSWORD, 'short')).body).toMatchObject({ code: 'user.weak_password' });
  });
});
