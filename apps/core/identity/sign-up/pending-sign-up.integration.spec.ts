import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, newEmail, PASSWORD } from '../../testing/test-actions.js';
import { IdentitySweeper } from '../identity.sweeper.js';

const app = await createTestApp();
const limited = await createTestApp({
  database: app.database,
  environment: { SIGN_UP: 'example.com, bücher.example', CREATE_NOTES: 'signed-in' },
});
afterAll(async () => {
  await limited.close();
  await app.close();
});

const ATTACKER_PASSWORD = 'an attacker chose it 5';
const verify = (token: string) => app.http.post(at('/auth/verify'), { token });
const verificationToken = (email: string) => app.tokenFor(email, 'email_verification');
const sweep = () => app.nest.get(IdentitySweeper).sweep();

describe('sign-up for an unconfirmed address', () => {
  it('replaces the password and the link of the sign-up before', async () => {
    const email = newEmail();
    await app.signUp(email, ATTACKER_PASSWORD);
    const first = await verificationToken(email);
    await app.signUp(email);
    expect(await verify(first)).toMatchObject({ status: 404, code: 'link.not_found' });
    expect((await verify(await verificationToken(email))).status).toBe(200);
    expect((await app.signIn(email, ATTACKER_PASSWORD)).code).toBe('user.wrong_credentials');
    expect((await app.signIn(email)).status).toBe(200);
  });

  it('leaves no link to reset the password of the sign-up before', async () => {
    const email = newEmail();
    await app.signUp(email, ATTACKER_PASSWORD);
    await app.http.post(at('/auth/resend-verification-email'), { email });
    const resent = await verificationToken(email);
    await app.signUp(email);
    expect((await verify(resent)).status).toBe(404);
  });

  it('does not keep a signed-in user from moving to the address', async () => {
    const owner = await app.signedIn();
    const next = newEmail('wanted');
    await app.signUp(next, ATTACKER_PASSWORD);
    await app.http.post(
      at('/auth/change-email'),
      { new_email: next, current_password: PASSWORD },
      { headers: owner.headers },
    );
    const token = await app.tokenFor(next, 'confirm_email_change');
    expect((await app.http.post(at('/auth/change-email/confirm'), { token })).status).toBe(200);
    expect((await app.signIn(next)).status).toBe(200);
  });
});

describe('unconfirmed account', () => {
  it('expires with its link, which then says so', async () => {
    const email = newEmail();
    await app.signUp(email);
    const token = await verificationToken(email);
    await sweep();
    expect((await app.signIn(email)).code).toBe('user.not_activated');
    await app.database.query('UPDATE mail_token SET expires_at = clock_timestamp() WHERE used_at IS NULL');
    await sweep();
    expect((await app.signIn(email)).code).toBe('user.wrong_credentials');
    expect(await verify(token)).toMatchObject({ status: 410, code: 'link.expired' });
  });

  it('lives as long as a link that was sent again', async () => {
    const email = newEmail();
    await app.signUp(email);
    await app.database.query('UPDATE mail_token SET expires_at = clock_timestamp() WHERE used_at IS NULL');
    await app.http.post(at('/auth/resend-verification-email'), { email });
    await sweep();
    expect((await verify(await verificationToken(email))).status).toBe(200);
  });
});

describe('restricted instance', () => {
  it.each([
    ['ada@example.com', 201],
    ['ada@EXAMPLE.COM', 201],
    ['ada@bücher.example', 201],
    ['ada@sub.example.com', 403],
    ['ada@example.com.evil.test', 403],
    ['ada@notexample.com', 403],
  ])('responds to a sign-up of %s with %i', async (email, status) => {
    expect((await limited.signUp(email)).status).toBe(status);
  });

  it('checks the address before it says that sign-up is closed', async () => {
    expect((await limited.signUp('nonsense')).code).toBe('user.invalid_email');
    expect(await limited.signUp('ada@other.test')).toMatchObject({
      status: 403,
      body: { code: 'user.sign_up_closed', message: 'user: sign-up is closed' },
    });
  });

  it('accepts notes of signed-in users only', async () => {
    const create = (headers: Record<string, string>) =>
      limited.http.post(at('/note'), { content: 'hello' }, { headers });
    expect(await create({})).toMatchObject({ status: 401, code: 'note.sign_in_required' });
    const { headers } = await app.signedIn();
    expect((await create(headers)).status).toBe(201);
  });

  it('publishes its rules', async () => {
    expect((await limited.http.get(at('/instance'))).body).toMatchObject({
      sign_up: 'domains',
      sign_up_domains: ['example.com', 'xn--bcher-kva.example'],
      create_notes: 'signed-in',
    });
    expect((await app.http.get(at('/instance'))).body).toMatchObject({
      sign_up: 'open',
      create_notes: 'anyone',
    });
  });
});
