import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectOneWinner } from '../../testing/one-winner.js';
import { at, newEmail, PASSWORD } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const verify = (token: string) => app.http.post(at('/auth/verify'), { token });
const verificationToken = (email: string) => app.tokenFor(email, 'email_verification');
const accountsOf = (email: string) =>
  app.database.query('SELECT * FROM user_account WHERE email_key = lower($1)', [email]);

async function signedUp(name?: string) {
  const email = newEmail(name);
  await app.signUp(email);
  return { email, token: await verificationToken(email) };
}

describe('sign-up', () => {
  it('creates an unverified account and mails a verification link', async () => {
    const email = newEmail();
    const response = await app.signUp(email);
    expect([response.status, response.text]).toEqual([201, '']);
    expect(await app.mailsTo(email)).toEqual([
      {
        receiver: email,
        template_name: 'email_verification',
        request_id: response.headers['x-request-id'],
        options: { token: expect.stringMatching(/^[\w-]{43}$/), link_expires_at: expect.any(String) },
      },
    ]);
    expect(await app.signIn(email)).toMatchObject({
      status: 400,
      body: { message: 'user: user is not activated', code: 'user.not_activated' },
    });
  });

  it('creates neither the account nor the mail if one of them cannot be stored', async () => {
    const email = newEmail();
    await app.database.query('ALTER TABLE outbox RENAME TO outbox_unavailable');
    const response = await app.signUp(email);
    await app.database.query('ALTER TABLE outbox_unavailable RENAME TO outbox');
    expect(response).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await accountsOf(email)).toEqual([]);
    expect(await app.mailsTo(email)).toEqual([]);
    const tokens = await app.database.query('SELECT 1 FROM mail_token WHERE user_id IS NULL');
    expect(tokens).toEqual([]);
  });

  it('creates one account for 16 parallel requests with the same address', async () => {
    const email = newEmail();
    const responses = await Promise.all(Array.from({ length: 16 }, () => app.signUp(email)));
    const statuses = new Set(responses.map(({ status }) => status));
    // A busy machine may reject some.
    statuses.delete(503);
    expect(statuses).toEqual(new Set([201]));
    expect(await accountsOf(email)).toHaveLength(1);
    const links = await app.database.query(
      'SELECT 1 FROM mail_token JOIN user_account ON user_id = user_account.id WHERE user_account.email = $1',
      [email],
    );
    expect(links).toHaveLength(1);
  });

  it.each([
    ['without an at sign', 'ada.example.com'],
    ['with a display name', 'Ada <ada@example.com>'],
    ['followed by another', 'ada@example.com,eve@example.com'],
    ['with a line break', 'ada@example.com\r\nBcc: eve@example.com'],
    ['with a quoted part', '"ada eve"@example.com'],
    ['of no characters', ''],
    ['whose domain label ends with a hyphen', 'user@foo-.com'],
    ['whose domain label has 64 characters', `user@${'a'.repeat(64)}.com`],
    ['with an IPv4 address', 'user@127.0.0.1'],
    ['with a zero-width space', 'user@exa\u200bmple.com'],
    ['that mixes scripts', 'user@ex\u0430mple.com'],
    ['of more than 254 characters', `${'a'.repeat(250)}@example.com`],
  ])('rejects an email address %s before it checks the password', async (_what, email) => {
    expect(await app.signUp(email, 'short')).toMatchObject({
      status: 400,
      body: { message: 'user: invalid email', code: 'user.invalid_email' },
    });
  });

  it.each([
    ['user@localhost', 'user@localhost'],
    ['user@corp', 'user@corp'],
    ['User@Пример.рф', 'User@xn--e1afmkfd.xn--p1ai'],
  ])('mails the confirmation link of %s to %s', async (email, receiver) => {
    expect(await app.signUp(email)).toMatchObject({ status: 201 });
    expect(await app.mailsTo(receiver)).toMatchObject([{ template_name: 'email_verification' }]);
  });

  it.each([
    ['too short', 'seven77', 'user: password must have at least 8 characters'],
    ['too long', 'x1'.repeat(129), 'user: password must have at most 256 characters'],
    ['common', 'Password1', 'user: password is one of the most common ones'],
    ['part of the email address', 'grace.hopper99', 'user: password is made of your address or of our name'],
    ['the product name', 'onasty2026!', 'user: password is made of your address or of our name'],
  ])('rejects a password that is %s, with the reason', async (_what, password, message) => {
    const response = await app.signUp('grace.hopper@example.com', password);
    expect(response).toMatchObject({ status: 400, body: { message, code: 'user.weak_password' } });
  });

  it('creates one account for all spellings of an address, and each of them signs in', async () => {
    const spellings = ['Ada.One@ПРИМЕР.рф', ' ada.one@XN--E1AFMKFD.xn--p1ai '];
    const email = await app.activated('ada.one@xn--e1afmkfd.xn--p1ai');
    for (const spelling of spellings) {
      expect(await app.signUp(spelling)).toMatchObject({ status: 201 });
      expect(await app.signIn(spelling)).toMatchObject({ status: 200 });
    }
    expect(await accountsOf(email)).toHaveLength(1);
  });

  it('measures a password in characters and accepts any of Unicode', async () => {
    const email = newEmail();
    const symbols = Array.from({ length: 257 }, (_, index) =>
      String.fromCodePoint(0x1f300 + ((index * index) % 257)),
    );
    const signUp = (characters: number) => app.signUp(email, symbols.slice(0, characters).join(''));
    expect((await signUp(7)).body).toMatchObject({ message: expect.stringContaining('at least 8') });
    expect((await signUp(257)).body).toMatchObject({ message: expect.stringContaining('at most 256') });
    expect((await signUp(256)).status).toBe(201);
  });

  it('trims the email address and ignores its case', async () => {
    const email = newEmail('Ada');
    await app.signUp(`  ${email} `);
    await verify(await verificationToken(email));
    expect((await app.signIn(email.toLowerCase())).status).toBe(200);
  });

  it('stores passwords as argon2id with at least 19 MiB and separate salts', async () => {
    const [one, two] = await Promise.all([signedUp(), signedUp()]);
    const hashes = [...(await accountsOf(one.email)), ...(await accountsOf(two.email))].map((row) =>
      String(row['password_hash']),
    );
    for (const hash of hashes) {
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=(19456|[2-9]\d{4,}),t=[2-9],p=1\$/);
      expect(hash).not.toContain(PASSWORD);
    }
    expect(new Set(hashes).size).toBe(2);
  });

  it('stores no link token, only its hash', async () => {
    const { token } = await signedUp();
    const rows = await app.database.query('SELECT hash FROM mail_token');
    expect(rows.map(({ hash }) => Buffer.from(hash).toString('latin1')).join()).not.toContain(token);
    const stored = await app.database.query(`SELECT 1 FROM mail_token WHERE hash = sha256($1::bytea)`, [
      Buffer.from(token),
    ]);
    expect(stored).toHaveLength(1);
  });
});

describe('email verification', () => {
  it('succeeds once, and lets the user sign in', async () => {
    const { email, token } = await signedUp();
    const first = await app.http.get(at(`/auth/verify/${token}`));
    expect([first.status, first.headers['content-type'], first.text]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'email verified',
    ]);
    expect(await verify(token)).toMatchObject({
      status: 400,
      body: { code: 'user.already_verified', message: 'user: user is already verified' },
    });
    expect((await app.signIn(email)).status).toBe(200);
  });

  it('succeeds once for 64 parallel uses of a link', async () => {
    const { token } = await signedUp();
    await expectOneWinner(64, () => verify(token), { won: 200, lost: 400 });
  });

  it('rejects an unknown link and an expired one', async () => {
    expect(await verify('x'.repeat(43))).toMatchObject({ status: 404, code: 'link.not_found' });
    const { token } = await signedUp();
    await app.database.query('UPDATE mail_token SET expires_at = clock_timestamp()');
    expect(await verify(token)).toMatchObject({ status: 410, code: 'link.expired' });
  });

  it('is not triggered by HEAD or OPTIONS', async () => {
    const { token } = await signedUp();
    await app.http.send('HEAD', at(`/auth/verify/${token}`));
    await app.http.send('OPTIONS', at(`/auth/verify/${token}`));
    expect((await verify(token)).status).toBe(200);
  });

  it('accepts the newest link only after a resend', async () => {
    const { email, token: old } = await signedUp();
    const resent = await app.http.post(at('/auth/resend-verification-email'), { email });
    expect([resent.status, resent.text]).toEqual([200, '']);
    const token = await verificationToken(email);
    expect((await verify(old)).status).toBe(404);
    expect((await verify(token)).status).toBe(200);
  });
});
