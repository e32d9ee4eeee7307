import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectOneWinner } from '../../testing/one-winner.js';
import { at, newEmail, PASSWORD } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const request = (new_email: string, headers: Record<string, string>) =>
  app.http.post(at('/auth/change-email'), { new_email, current_password: PASSWORD }, { headers });
const confirm = (token: string) => app.http.post(at('/auth/change-email/confirm'), { token });
const stop = (token: string) => app.http.post(at('/auth/change-email/stop'), { token });
const changeToken = (email: string) => app.tokenFor(email, 'confirm_email_change');
const stopToken = (email: string) => app.tokenFor(email, 'email_change_notice');
const templatesTo = async (email: string) => (await app.mailsTo(email)).map((mail) => mail.template_name);

describe('email change request', () => {
  it('mails a link to the new address and a notice to the old one', async () => {
    const { email, headers } = await app.signedIn();
    const next = newEmail('new');
    expect((await request(next, headers)).status).toBe(200);
    expect((await app.mailsTo(next)).at(-1)).toMatchObject({
      template_name: 'confirm_email_change',
      options: { email: next },
    });
    expect((await app.mailsTo(email)).at(-1)).toMatchObject({
      template_name: 'email_change_notice',
      options: { new_email: next },
    });
  });

  it('leaves the sign-in unchanged until the link is confirmed', async () => {
    const { email, headers } = await app.signedIn();
    const next = newEmail('new');
    await request(next, headers);
    expect((await app.signIn(email)).status).toBe(200);
    expect((await app.signIn(next)).status).toBe(400);
  });

  it('rejects the current address, ignoring case', async () => {
    const { email, headers } = await app.signedIn();
    expect(await request(email.toUpperCase(), headers)).toMatchObject({
      status: 400,
      body: { code: 'user.email_in_use', message: 'user: email is already in use' },
    });
  });

  it('rejects an invalid address', async () => {
    const { headers } = await app.signedIn();
    expect(await request('nonsense', headers)).toMatchObject({ status: 400, code: 'user.invalid_email' });
  });

  it('notifies the owner of a taken address and responds as for a free one', async () => {
    const taken = await app.signedIn();
    const { headers } = await app.signedIn();
    const response = await request(taken.email, headers);
    expect([response.status, response.text]).toEqual([200, '']);
    expect((await templatesTo(taken.email)).at(-1)).toBe('account_exists');
  });

  it('replaces the link of an earlier request, also if the new address is taken', async () => {
    const taken = await app.activated();
    const { headers } = await app.signedIn();
    const first = newEmail('first');
    await request(first, headers);
    const token = await changeToken(first);
    await request(taken, headers);
    expect(await confirm(token)).toMatchObject({ status: 404, code: 'link.not_found' });
  });
});

async function requested(name: string) {
  const { email, headers } = await app.signedIn();
  const next = newEmail(name);
  await request(next, headers);
  return { email, next, headers, token: await changeToken(next) };
}

describe('email change confirmation', () => {
  it('moves the account to the new address', async () => {
    const { email, next, token } = await requested('new');
    const response = await app.http.get(at(`/auth/change-email/${token}`));
    expect([response.status, response.headers['content-type'], response.text]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'email changed',
    ]);
    expect((await app.signIn(next)).status).toBe(200);
    expect((await app.signIn(email)).status).toBe(400);
    expect(await templatesTo(next)).toEqual(['confirm_email_change', 'email_changed']);
    expect((await templatesTo(email)).at(-1)).toBe('email_changed');
  });

  it('changes nothing if another account has taken the address since', async () => {
    const { email, next, token } = await requested('contested');
    await app.activated(next);
    expect(await confirm(token)).toMatchObject({ status: 400, code: 'user.email_in_use' });
    expect((await app.signIn(email)).status).toBe(200);
  });

  it('succeeds once for 64 parallel uses of a link', async () => {
    const { token } = await requested('parallel');
    const lost = await expectOneWinner(64, () => confirm(token), { won: 200, lost: 400 });
    for (const { code } of lost) expect(code).toBe('link.used');
  });

  it('rejects an expired link and an unknown one', async () => {
    const { token } = await requested('late');
    await app.database.query(
      `UPDATE mail_token SET expires_at = clock_timestamp() WHERE purpose = 'change_email'`,
    );
    expect(await confirm(token)).toMatchObject({ status: 410, code: 'link.expired' });
    expect(await confirm('z'.repeat(43))).toMatchObject({ status: 404, code: 'link.not_found' });
  });

  it('is stopped from the old address', async () => {
    const { email, token } = await requested('stopped');
    expect((await stop(await stopToken(email))).status).toBe(200);
    expect((await confirm(token)).status).toBe(404);
    expect((await app.signIn(email)).status).toBe(200);
  });

  it('is undone from the old address, which ends every session', async () => {
    const { email, next, headers, token } = await requested('thief');
    await confirm(token);
    expect((await stop(await stopToken(email))).status).toBe(200);
    expect((await app.http.get(at('/me'), { headers })).status).toBe(401);
    expect((await app.signIn(next)).status).toBe(400);
    expect((await app.signIn(email)).status).toBe(200);
  });
});
