import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { at, newEmail } from '../../testing/test-actions.js';
import { createOauthApp } from './testing/create-oauth-app.js';
import { faultyResponses, statusResponse } from './testing/faulty-responses.js';
import { PAGE } from './testing/oauth-browser.js';

/** `google` and `oidc` are one provider here, whose addresses the operator trusts as `oidc` only. */
const { app, oidc, github, browser, close } = await createOauthApp({ OIDC_TRUST_EMAIL: 'true' });
afterAll(close);

beforeEach(() => {
  oidc.overrides.clear();
  github.overrides.clear();
});

/** Returns the reason of a rejection, or `signed in`. */
async function outcomeAt(provider: string): Promise<string> {
  const visitor = browser();
  const { location = '' } = (await visitor.comeBack(await visitor.returnFrom(provider))).headers;
  if (location.startsWith(`${PAGE}#code=`)) return 'signed in';
  return location.replace(`${PAGE}?error=`, '');
}

const accountsOf = (email: string) =>
  app.database.query('SELECT id, activated_at FROM user_account WHERE email_key = lower($1)', [email]);
const identitiesOf = (subject: string) =>
  app.database.query('SELECT user_id FROM user_identity WHERE subject = $1', [subject]);
const githubEmail = (email: string) => ({ email, primary: true, verified: true, visibility: null });

describe('email_verified', () => {
  it.each([
    [true, 'signed in', 'signed in'],
    ['true', 'signed in', 'signed in'],
    ...[false, 'false', 'False', 'no', 0].map((no) => [no, 'unverified_email', 'unverified_email']),
    ...[undefined, null, '', 'True', 'yes', 1, {}, ['true']].map((unclear) => [
      unclear,
      'unvouched_email',
      'signed in',
    ]),
  ])('%j leads to %s, and at a trusted issuer to %s', async (verified, outcome, trustedOutcome) => {
    for (const email of [newEmail(), await app.activated()]) {
      oidc.user = { sub: randomUUID(), email, email_verified: verified };
      expect(await outcomeAt('google')).toBe(outcome);
      expect(await identitiesOf(oidc.user.sub)).toHaveLength(outcome === 'signed in' ? 1 : 0);
      oidc.user = { ...oidc.user, sub: randomUUID() };
      expect(await outcomeAt('oidc')).toBe(trustedOutcome);
      expect(await identitiesOf(oidc.user.sub)).toHaveLength(trustedOutcome === 'signed in' ? 1 : 0);
    }
  });
});

describe('email address', () => {
  it.each<[string, unknown]>([
    ['missing_email', undefined],
    ['missing_email', null],
    ['missing_email', ''],
    ['missing_email', ' '],
    ['missing_email', ['ada@example.com']],
    ['invalid_email', 'ada'],
    ['invalid_email', 'ada@'],
    ['invalid_email', 'Ada <ada@example.com>'],
    ['invalid_email', 'ada@example.com, bob@example.com'],
    ['invalid_email', 'ada@example.com\nbcc: bob@example.com'],
    ['invalid_email', 'ada@exam\0ple.com'],
    ['invalid_email', '"ada lovelace"@example.com'],
    ['invalid_email', `${'a'.repeat(300)}@example.com`],
  ])('is %s if it is %j', async (reason, email) => {
    oidc.user = { sub: randomUUID(), email, email_verified: true };
    expect(await outcomeAt('oidc')).toBe(reason);
    expect(await identitiesOf(oidc.user.sub)).toEqual([]);
  });

  const email = newEmail();
  it.each([
    ['primary but unverified', 'unverified_email', [{ ...githubEmail(email), verified: false }]],
    [
      'primary but unverified, beside a verified one',
      'unverified_email',
      [
        { ...githubEmail(email), verified: false },
        { ...githubEmail(email), primary: false },
      ],
    ],
    ['verified but not primary', 'missing_email', [{ ...githubEmail(email), primary: false }]],
    ['missing', 'missing_email', []],
  ])('of GitHub that is %s leads to %s', async (_what, reason, emails) => {
    github.user = { id: 11, emails };
    expect(await outcomeAt('github')).toBe(reason);
    expect(await accountsOf(email)).toEqual([]);
  });

  it.each([
    ['google', '/me', statusResponse(403), 'misconfigured'],
    ['google', '/me', statusResponse(404), 'misconfigured'],
    ['google', '/me', faultyResponses['status 500'], 'provider'],
    ['google', '/me', faultyResponses['truncated JSON'], 'provider'],
    ['github', '/api/v3/user/emails', statusResponse(403), 'misconfigured'],
    ['github', '/api/v3/user/emails', statusResponse(404), 'misconfigured'],
    ['github', '/api/v3/user/emails', faultyResponses['status 500'], 'provider'],
  ])('of %s that cannot be read at %s leads to its own reason', async (provider, path, response, reason) => {
    oidc.user = { sub: randomUUID(), email: newEmail(), email_verified: true };
    github.user = { id: 12, emails: [] };
    for (const peer of [oidc, github]) peer.overrides.set(path, response);
    expect(await outcomeAt(provider)).toBe(reason);
  });
});

describe('person with an account', () => {
  it.each<[string, () => void]>([
    ['has no address', () => (oidc.user = { sub: oidc.user.sub })],
    ['has an unconfirmed address', () => (oidc.user = { ...oidc.user, email_verified: false })],
    ['has an address that cannot be used', () => (oidc.user = { ...oidc.user, email: 'Ada <a@b.example>' })],
    ['has a list as address', () => (oidc.user = { ...oidc.user, email: ['a@b.example'] })],
    ...[401, 403, 404, 500].map((status): [string, () => void] => [
      `has user info with status ${status}`,
      () => oidc.overrides.set('/me', statusResponse(status)),
    ]),
    ...Object.entries(faultyResponses).map(([what, response]): [string, () => void] => [
      `has user info with ${what}`,
      () => oidc.overrides.set('/me', response),
    ]),
  ])('signs in although the person now %s', async (_what, change) => {
    const email = newEmail();
    oidc.user = { sub: randomUUID(), email, email_verified: true };
    expect(await outcomeAt('google')).toBe('signed in');
    change();
    expect(await outcomeAt('google')).toBe('signed in');
    expect(await identitiesOf(oidc.user.sub)).toHaveLength(1);
  });

  it.each([403, 404, 500])('signs in although GitHub responds with %i to /user/emails', async (status) => {
    github.user = { id: 1_000 + status, emails: [githubEmail(newEmail())] };
    expect(await outcomeAt('github')).toBe('signed in');
    github.overrides.set('/api/v3/user/emails', statusResponse(status));
    expect(await outcomeAt('github')).toBe('signed in');
  });
});

describe('account with the same email address', () => {
  it.each(['oidc', 'github'])(
    'is linked through %s, with a mail and an entry in its security log',
    async (provider) => {
      const email = await app.activated();
      oidc.user = { sub: randomUUID(), email, email_verified: true };
      github.user = { id: 21, emails: [githubEmail(email)] };
      expect(await outcomeAt(provider)).toBe('signed in');
      expect(await outcomeAt(provider)).toBe('signed in');
      const mails = (await app.mailsTo(email)).filter((mail) => mail.template_name === 'identity_linked');
      expect(mails.map(({ options }) => options['provider'])).toEqual([
        provider === 'oidc' ? 'The office' : 'GitHub',
      ]);
      const [account] = await accountsOf(email);
      const events = await app.database.query(
        "SELECT detail FROM account_event WHERE user_id = $1 AND kind = 'identity_linked'",
        [account?.['id']],
      );
      expect(events).toEqual([{ detail: provider }]);
      expect((await app.signIn(email)).status).toBe(200);
    },
  );

  it.each(['oidc', 'github'])(
    'that is pending is taken over through %s, without its password and link',
    async (provider) => {
      const email = newEmail();
      await app.signUp(email);
      const token = await app.tokenFor(email, 'email_verification');
      oidc.user = { sub: randomUUID(), email, email_verified: true };
      github.user = { id: 22, emails: [githubEmail(email)] };
      expect(await outcomeAt(provider)).toBe('signed in');
      expect(await accountsOf(email)).toMatchObject([{ activated_at: expect.any(Date) }]);
      expect((await app.signIn(email)).code).toBe('user.wrong_credentials');
      expect((await app.http.post(at('/auth/verify'), { token })).code).toBe('link.not_found');
    },
  );
});
