import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { activated, newEmail, signIn, signUp } from '../support/accounts.js';
import { PAGE } from '../support/oauth.js';
import { useOauthCore } from '../support/oauth-core.js';

const { oidc, github, world, http, query, browser } = await useOauthCore();

const refusal = (word: string) => `${PAGE}?error=${word}`;

/** Where somebody ends who comes back from the provider. */
async function end(provider: string): Promise<string | undefined> {
  const visitor = browser();
  return (await visitor.comeBack(await visitor.returnFrom(provider))).headers.location;
}

const accountsOf = (email: string) =>
  query('SELECT id, activated_at FROM user_account WHERE email_key = lower($1)', [email]);
const identitiesOf = (subject: string) =>
  query('SELECT user_id FROM user_identity WHERE subject = $1', [subject]);

describe('an address that an OpenID Connect provider has not checked', () => {
  it.each([false, 'false', 'yes', '', 0, 1, null, undefined, {}, ['true']])(
    'by email_verified %j makes no account, and opens none',
    async (verified) => {
      for (const email of [newEmail(), await activated(world())]) {
        const before = await accountsOf(email);
        oidc.user = { sub: randomUUID(), email, email_verified: verified };
        expect(await end('oidc')).toBe(refusal('unverified_email'));
        expect(await accountsOf(email)).toEqual(before);
        expect(await identitiesOf(oidc.user.sub)).toEqual([]);
      }
    },
  );

  it.each(['true', true])('is told from one that it has checked, by email_verified %j', async (verified) => {
    oidc.user = { sub: randomUUID(), email: newEmail(), email_verified: verified };
    expect(await end('oidc')).toContain('#code=');
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
  ])('counts as much as %j, which is none', async (email) => {
    oidc.user = { sub: randomUUID(), ...(email !== undefined && { email }), email_verified: true };
    expect(await end('oidc')).toBe(refusal('unverified_email'));
    expect(await identitiesOf(oidc.user.sub)).toEqual([]);
  });
});

describe('an address that GitHub has not checked', () => {
  const email = newEmail();
  const entry = { email, primary: true, verified: true, visibility: null };

  it.each([
    ['the main one', [{ ...entry, verified: false }]],
    [
      'the main one, beside another that is',
      [
        { ...entry, verified: false },
        { ...entry, primary: false },
      ],
    ],
    ['none of them being the main one', [{ ...entry, primary: false }]],
    ['since there is none', []],
  ])('%s, makes no account', async (_what, emails) => {
    github.user = { id: 11, emails };
    expect(await end('github')).toBe(refusal('unverified_email'));
    expect(await accountsOf(email)).toEqual([]);
  });
});

describe('an account that is not confirmed here', () => {
  it.each(['oidc', 'github'])(
    'is not opened by %s: whoever began it knows its password',
    async (provider) => {
      const email = newEmail();
      await signUp(http(), email);
      oidc.user = { sub: randomUUID(), email, email_verified: true };
      github.user = { id: 12, emails: [{ email, primary: true, verified: true, visibility: null }] };
      expect(await end(provider)).toBe(refusal('unverified_email'));
      expect(await accountsOf(email)).toMatchObject([{ activated_at: null }]);
      expect(await identitiesOf(provider === 'oidc' ? oidc.user.sub : '12')).toEqual([]);
      expect((await signIn(http(), email)).body).toMatchObject({ message: 'user: user is not activated' });
    },
  );
});
