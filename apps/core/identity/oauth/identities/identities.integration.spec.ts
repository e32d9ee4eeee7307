import { randomUUID } from 'node:crypto';
import { afterAll, expect, describe, it } from 'vitest';
import { at, newEmail, PASSWORD, tokensOf, type SignedIn } from '../../../testing/test-actions.js';
import { createOauthApp } from '../testing/create-oauth-app.js';

const { app, oidc, github, browser, close } = await createOauthApp();
afterAll(close);

type Provider = 'oidc' | 'github';
type Session = Pick<SignedIn, 'headers'>;

let lastGithubId = 30_000;

/** Makes both providers vouch for an address. */
function person(email: string) {
  oidc.user = { sub: randomUUID(), email, email_verified: true };
  github.user = {
    id: (lastGithubId += 1),
    emails: [{ email, primary: true, verified: true, visibility: null }],
  };
}

async function signInAt(provider: Provider) {
  const visitor = browser();
  return tokensOf(await visitor.exchange(await visitor.codeFrom(provider)));
}

const list = async ({ headers }: Session) => (await app.http.get(at('/me/identities'), { headers })).body;
const unlink = (provider: string, { headers }: Session, body: object = {}) =>
  app.http.delete(at(`/me/identities/${encodeURIComponent(provider)}`), { json: body, headers });
const ids = async (session: Session) =>
  JSON.stringify(await list(session)).match(/(?<="provider":")[^"]+/g) ?? [];

/** An account with a password to which both providers are linked. */
async function linked() {
  const owner = await app.signedIn();
  person(owner.email);
  return { owner, sessions: [await signInAt('oidc'), await signInAt('github')] };
}

/** An account without a password. */
async function withoutPassword(...providers: Provider[]) {
  const email = newEmail();
  person(email);
  const sessions = [];
  for (const provider of providers) sessions.push(await signInAt(provider));
  const [session] = sessions;
  if (session === undefined) throw new Error('no provider');
  return { email, session };
}

const aTime = expect.stringMatching(/Z$/);

async function lastUses(session: Session): Promise<string[]> {
  return [...JSON.stringify(await list(session)).matchAll(/"last_used_at":"([^"]+)/g)].map(
    ([, time = '']) => time,
  );
}

describe('identities', () => {
  it('are listed with name and time, for their owner alone', async () => {
    const { owner } = await linked();
    expect(await list(owner)).toEqual([
      // The provider has two names here, of which the first counts.
      { provider: 'google', name: 'Google', linked_at: aTime, last_used_at: aTime },
      { provider: 'github', name: 'GitHub', linked_at: aTime, last_used_at: aTime },
    ]);
    expect(await list(await app.signedIn())).toEqual([]);
    expect((await app.http.get(at('/me/identities'))).status).toBe(401);
  });

  it('show the last sign-in with each', async () => {
    const { owner } = await linked();
    await app.database.query(
      `UPDATE user_identity SET last_used_at = last_used_at - interval '1 day'
        WHERE user_id = (SELECT id FROM user_account WHERE email = $1)`,
      [owner.email],
    );
    const [, before = ''] = await lastUses(owner);
    await signInAt('github');
    const [first = '', second = ''] = await lastUses(owner);
    expect(second > before && first < second).toBe(true);
    await app.database.query('UPDATE user_identity SET last_used_at = NULL');
    expect(await lastUses(owner)).toEqual([]);
  });

  it('are unlinked with the password, a mail and an entry in the security log, and end other sessions', async () => {
    const { owner, sessions } = await linked();
    expect((await unlink('oidc', owner, { current_password: PASSWORD })).status).toBe(204);
    expect(await ids(owner)).toEqual(['github']);
    for (const { headers } of sessions) expect((await app.http.get(at('/me'), { headers })).status).toBe(401);
    expect((await app.mailsTo(owner.email)).at(-1)).toMatchObject({ template_name: 'identity_unlinked' });
    const events = await app.database.query(
      "SELECT detail FROM account_event JOIN user_account account ON account.id = user_id WHERE email = $1 AND kind = 'identity_unlinked'",
      [owner.email],
    );
    expect(events).toEqual([{ detail: 'google' }]);
  });

  it('are unlinked even if their provider is no longer offered', async () => {
    const owner = await app.signedIn();
    const authority = 'https://old.example.com/realms/a';
    await app.database.query(
      'INSERT INTO user_identity (provider, subject, user_id) SELECT $1, $2, id FROM user_account WHERE email = $3',
      [authority, randomUUID(), owner.email],
    );
    expect(await list(owner)).toMatchObject([{ provider: authority, name: 'old.example.com' }]);
    expect((await unlink(authority, owner, { current_password: PASSWORD })).status).toBe(204);
    expect(await list(owner)).toEqual([]);
  });

  it('open nothing once they are unlinked, not even with a code from before', async () => {
    const { owner } = await linked();
    const visitor = browser();
    const code = await visitor.codeFrom('github');
    await unlink('github', owner, { current_password: PASSWORD });
    expect((await visitor.exchange(code)).status).toBe(401);
  });

  it.each(['github', 'oidc', 'unknown', '__proto__', 'https://evil.example', ' '])(
    'of %s are not found unless they are linked',
    async (provider) => {
      const owner = await app.signedIn();
      expect(await unlink(provider, owner, { current_password: PASSWORD })).toMatchObject({
        status: 404,
        code: 'identity.not_found',
      });
    },
  );

  it.each([
    ['a wrong password', { current_password: 'wrong' }],
    ['an empty password', { current_password: '' }],
    ['no password', {}],
  ])('stay with %s', async (_what, body) => {
    const { owner } = await linked();
    expect(await unlink('github', owner, body)).toMatchObject({
      status: 400,
      code: 'user.wrong_credentials',
    });
    expect(await ids(owner)).toEqual(['google', 'github']);
  });
});

describe('identity of an account without a password', () => {
  it('stays if it is the last way in', async () => {
    const { session } = await withoutPassword('github');
    expect(await unlink('github', session)).toMatchObject({ status: 409, code: 'identity.last_way_in' });
    expect(await ids(session)).toEqual(['github']);
  });

  it('stays if the provider of the other one is no longer offered', async () => {
    const { email, session } = await withoutPassword('github');
    await app.database.query(
      "INSERT INTO user_identity (provider, subject, user_id) SELECT 'https://old.example.com', $1, id FROM user_account WHERE email = $2",
      [randomUUID(), email],
    );
    expect(await unlink('github', session)).toMatchObject({ code: 'identity.last_way_in' });
    expect((await unlink('https://old.example.com', session)).status).toBe(204);
  });

  it('is unlinked in a session that signed in within five minutes', async () => {
    const { email, session } = await withoutPassword('github', 'oidc');
    const age = (minutes: number) =>
      app.database.query(
        `UPDATE session SET created_at = created_at - make_interval(mins => $2)
          WHERE user_id = (SELECT id FROM user_account WHERE email = $1)`,
        [email, minutes],
      );
    await age(6);
    expect(await unlink('github', session)).toMatchObject({ status: 401, code: 'session.sign_in_again' });
    await age(-6);
    expect((await unlink('github', session)).status).toBe(204);
  });

  it('that took over a sign-up stays when a password is set by mail', async () => {
    const email = newEmail();
    await app.signUp(email);
    person(email);
    await signInAt('github');
    await app.http.post(at('/auth/reset-password'), { email });
    const token = await app.tokenFor(email, 'reset_password');
    await app.http.post(at(`/auth/reset-password/${token}`), { password: PASSWORD });
    expect(await ids(tokensOf(await app.signIn(email)))).toEqual(['github']);
  });

  it('leaves no change of address that was requested through it', async () => {
    const { session } = await withoutPassword('github', 'oidc');
    const attacker = newEmail();
    await app.http.post(at('/auth/change-email'), { new_email: attacker }, { headers: session.headers });
    const token = await app.tokenFor(attacker, 'confirm_email_change');
    expect((await unlink('oidc', session)).status).toBe(204);
    expect(await app.http.post(at('/auth/change-email/confirm'), { token })).toMatchObject({
      status: 404,
      code: 'link.not_found',
    });
  });

  it('stays as the last of two that are unlinked at once', async () => {
    const { session } = await withoutPassword('github', 'oidc');
    const responses = await Promise.all(['github', 'oidc'].map((provider) => unlink(provider, session)));
    expect(responses.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(await ids(session)).toHaveLength(1);
  });
});
