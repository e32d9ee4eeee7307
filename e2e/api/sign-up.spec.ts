import { describe, expect, it } from 'vitest';
import { at, mailsTo, newEmail, PASSWORD, signIn, signUp, tokenFor } from '../support/accounts.js';
import { expectOneWinner } from '../../apps/core/testing/one-winner.js';
import { useCore } from '../support/world.js';

const shape = (headers: object) => Object.keys(headers).toSorted();

describe('signing up', () => {
  const world = useCore();
  const http = () => world().core.http;
  const verify = (token: string) => http().post(at('/auth/verify'), { token });

  it('makes an account that waits for its address to be confirmed, and the mail that asks for it', async () => {
    const email = newEmail();
    const answer = await signUp(http(), email);
    expect([answer.status, answer.text]).toEqual([201, '']);
    expect(await mailsTo(world().database, email)).toEqual([
      {
        receiver: email,
        template_name: 'email_verification',
        request_id: answer.headers['x-request-id'],
        options: { token: expect.stringMatching(/^[\w-]{43}$/), link_expires_at: expect.any(String) },
      },
    ]);
    expect((await signIn(http(), email)).body).toMatchObject({
      message: 'user: user is not activated',
      code: 'user.not_activated',
    });
  });

  it('confirms the address once, by a click on the page or by the address of onasty', async () => {
    const email = newEmail();
    await signUp(http(), email);
    const token = await tokenFor(world().database, email, 'email_verification');
    const first = await http().get(at(`/auth/verify/${token}`));
    expect([first.status, first.headers['content-type'], first.text]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'email verified',
    ]);
    expect(await verify(token)).toMatchObject({
      status: 400,
      body: { message: 'user: user is already verified' },
    });
    expect((await signIn(http(), email)).status).toBe(200);
  });

  it('is confirmed by one of 64 parallel clicks; the others hear that it is', async () => {
    const email = newEmail();
    await signUp(http(), email);
    const token = await tokenFor(world().database, email, 'email_verification');
    await expectOneWinner(64, () => verify(token), { won: 200, lost: 400 });
  });

  it('knows no link that it did not send: 404; an expired one: 410', async () => {
    expect(await verify('x'.repeat(43))).toMatchObject({ status: 404, body: { code: 'link.not_found' } });
    const email = newEmail();
    await signUp(http(), email);
    const token = await tokenFor(world().database, email, 'email_verification');
    await world().database.query('UPDATE mail_token SET expires_at = clock_timestamp()');
    expect(await verify(token)).toMatchObject({ status: 410, body: { code: 'link.expired' } });
  });

  it('changes nothing when a link is only looked at', async () => {
    const email = newEmail();
    await signUp(http(), email);
    const token = await tokenFor(world().database, email, 'email_verification');
    await http().send('HEAD', at(`/auth/verify/${token}`));
    await http().send('OPTIONS', at(`/auth/verify/${token}`));
    expect((await verify(token)).status).toBe(200);
  });

  it('sends the link again on request: the new one works, the old one does not', async () => {
    const email = newEmail();
    await signUp(http(), email);
    const old = await tokenFor(world().database, email, 'email_verification');
    const resent = await http().post(at('/auth/resend-verification-email'), { email });
    expect([resent.status, resent.text]).toEqual([200, '']);
    const token = await tokenFor(world().database, email, 'email_verification');
    expect((await verify(old)).status).toBe(404);
    expect((await verify(token)).status).toBe(200);
  });

  it('answers the same for an address that has an account, and tells its owner', async () => {
    const email = newEmail();
    const first = await signUp(http(), email);
    const second = await signUp(http(), email.toUpperCase(), 'another long password');
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(shape(second.headers)).toEqual(shape(first.headers));
    const mails = await mailsTo(world().database, email.toUpperCase());
    expect(mails.map((mail) => mail.template_name)).toEqual(['account_exists']);
  });

  it('makes one account of 16 parallel sign-ups of one address', async () => {
    const email = newEmail();
    const answers = await Promise.all(Array.from({ length: 16 }, () => signUp(http(), email)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const mails = await mailsTo(world().database, email);
    expect(mails.filter((mail) => mail.template_name === 'email_verification')).toHaveLength(1);
    const [row] = await world().database.query(
      'SELECT count(*)::int AS accounts FROM user_account WHERE email_key = $1',
      [email],
    );
    expect(row).toEqual({ accounts: 1 });
  });

  it('gives the same answer to a resend and a reset for any address', async () => {
    for (const path of ['/auth/resend-verification-email', '/auth/reset-password']) {
      const answer = await http().post(at(path), { email: newEmail('nobody') });
      expect([path, answer.status, answer.text]).toEqual([path, 200, '']);
    }
  });

  it.each([
    ['no at sign', 'ada.example.com'],
    ['a name', 'Ada <ada@example.com>'],
    ['two addresses', 'ada@example.com,eve@example.com'],
    ['a line break', 'ada@example.com\r\nBcc: eve@example.com'],
    ['a quoted part', '"ada eve"@example.com'],
    ['nothing', ''],
    ['too much', `${'a'.repeat(250)}@example.com`],
  ])('refuses an address with %s before it looks at the password', async (_what, email) => {
    expect(await signUp(http(), email, 'short')).toMatchObject({
      status: 400,
      body: { message: 'user: invalid email', code: 'user.invalid_email' },
    });
  });

  it.each([
    ['short', 'seven77', 'user: password must have at least 8 characters'],
    ['long', 'x1'.repeat(129), 'user: password must have at most 256 characters'],
    ['common', 'Password1', 'user: password is one of the most common ones'],
    ['made of the address', 'grace.hopper99', 'user: password is made of your address or of our name'],
    ['made of our name', 'onasty2026!', 'user: password is made of your address or of our name'],
  ])('refuses a password that is %s, and says so', async (_what, password, message) => {
    const answer = await signUp(http(), 'grace.hopper@example.com', password);
    expect(answer).toMatchObject({ status: 400, body: { message, code: 'user.weak_password' } });
  });

  it('counts characters, not bytes, and takes any that there are', async () => {
    const email = newEmail();
    expect((await signUp(http(), email, '🔑'.repeat(7))).status).toBe(400);
    expect((await signUp(http(), email, '🔑🌊'.repeat(128))).status).toBe(201);
  });

  it('takes a trimmed address, and the same one in other letters for the same account', async () => {
    const email = newEmail('Ada');
    await signUp(http(), `  ${email} `);
    await verify(await tokenFor(world().database, email, 'email_verification'));
    expect((await signIn(http(), email.toLowerCase())).status).toBe(200);
  });

  it('stores argon2id with at least 19 MiB and another salt each time, and no link as it was sent', async () => {
    const [one, two] = [newEmail(), newEmail()];
    await Promise.all([signUp(http(), one), signUp(http(), two)]);
    const rows = await world().database.query(
      'SELECT password_hash FROM user_account WHERE email_key = ANY ($1)',
      [[one, two]],
    );
    for (const { password_hash } of rows) {
      expect(password_hash).toMatch(/^\$argon2id\$v=19\$m=(19456|[2-9]\d{4,}),t=[2-9],p=1\$/);
      expect(password_hash).not.toContain(PASSWORD);
    }
    expect(new Set(rows.map((row) => row.password_hash)).size).toBe(2);
  });
});
