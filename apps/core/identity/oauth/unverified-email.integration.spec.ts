import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { at, newEmail } from '../../testing/test-actions.js';
import { createOauthApp } from './testing/create-oauth-app.js';
import { PAGE } from './testing/oauth-browser.js';

const { app, oidc, github, browser, close } = await createOauthApp();
afterAll(close);

const REJECTED = `${PAGE}?error=unverified_email`;

async function landingPage(provider: string): Promise<string | undefined> {
  const visitor = browser();
  return (await visitor.comeBack(await visitor.returnFrom(provider))).headers.location;
}

const accountsOf = (email: string) =>
  app.database.query('SELECT id, activated_at FROM user_account WHERE email_key = lower($1)', [email]);
const identitiesOf = (subject: string) =>
  app.database.query('SELECT user_id FROM user_identity WHERE subject = $1', [subject]);

describe('OpenID Connect email address', () => {
  it.each([false, 'false', 'yes', '', 0, 1, null, undefined, {}, ['true']])(
    'with email_verified %j neither creates an account nor opens one',
    async (verified) => {
      for (const email of [newEmail(), await app.activated()]) {
        const before = await accountsOf(email);
        oidc.user = { sub: randomUUID(), email, email_verified: verified };
        expect(await landingPage('oidc')).toBe(REJECTED);
        expect(await accountsOf(email)).toEqual(before);
        expect(await identitiesOf(oidc.user.sub)).toEqual([]);
      }
    },
  );

  it.each(['true', true])('with email_verified %j creates an account', async (verified) => {
    oidc.user = { sub: randomUUID(), email: newEmail(), email_verified: verified };
    expect(await landingPage('oidc')).toContain('#code=');
  });

  it.each([
    undefined,
    '',
    'ada',
    'ada@',
    'Ada <ada@example.com>',
    'ada@example.com, bob@example.com',
    'ada@example.com\nbcc: bob@example.com',
    'ada@exam\0ple.com',
    '"ada lovelace"@example.com',
    'ada@ex\u0430mple.com',
    `${'a'.repeat(300)}@example.com`,
  ])('%j is rejected as missing or malformed', async (email) => {
    oidc.user = { sub: randomUUID(), ...(email !== undefined && { email }), email_verified: true };
    expect(await landingPage('oidc')).toBe(REJECTED);
    expect(await identitiesOf(oidc.user.sub)).toEqual([]);
  });
});

describe('GitHub email address', () => {
  const email = newEmail();
  const entry = { email, primary: true, verified: true, visibility: null };

  it.each([
    ['that is primary but unverified', [{ ...entry, verified: false }]],
    [
      'that is primary but unverified, beside a verified one',
      [
        { ...entry, verified: false },
        { ...entry, primary: false },
      ],
    ],
    ['that is verified but not primary', [{ ...entry, primary: false }]],
    ['that is missing', []],
  ])('%s creates no account', async (_what, emails) => {
    github.user = { id: 11, emails };
    expect(await landingPage('github')).toBe(REJECTED);
    expect(await accountsOf(email)).toEqual([]);
  });
});

describe('unverified account with the same email address', () => {
  it.each(['oidc', 'github'])('is taken over through %s, without its password and link', async (provider) => {
    const email = newEmail();
    await app.signUp(email);
    const token = await app.tokenFor(email, 'email_verification');
    oidc.user = { sub: randomUUID(), email, email_verified: true };
    github.user = { id: 12, emails: [{ email, primary: true, verified: true, visibility: null }] };
    expect(await landingPage(provider)).toContain('#code=');
    expect(await accountsOf(email)).toMatchObject([{ activated_at: expect.any(Date) }]);
    expect((await app.signIn(email)).code).toBe('user.wrong_credentials');
    expect((await app.http.post(at('/auth/verify'), { token })).code).toBe('link.not_found');
  });
});
