import { createHash, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, newEmail, PASSWORD, tokensOf, type SignedIn } from '../../testing/test-actions.js';
import { MAIL_TOKEN_PURPOSES } from '../mails/mail-tokens.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';

const app = await createTestApp();
afterAll(() => app.close());

const NEW = 'quite another one 19';
const CLIENT = { browser: 'Firefox on Linux', network: '192.0.2.x' };

const requestChange = (new_email: string, { headers }: SignedIn, current_password = PASSWORD) =>
  app.http.post(at('/auth/change-email'), { new_email, current_password }, { headers });
const confirm = (token: string) => app.http.post(at('/auth/change-email/confirm'), { token });
const stop = (token: string) => app.http.post(at('/auth/change-email/stop'), { token });
const undoToken = (email: string) => app.tokenFor(email, 'email_change_notice');
const me = (accessToken: string) => app.http.get(at('/me'), bearer(accessToken));

async function idOf({ email }: { email: string }): Promise<string> {
  const [row] = await app.database.query('SELECT id FROM user_account WHERE email = $1', [email]);
  return String(row?.['id']);
}

async function reset(email: string, password = NEW) {
  await app.http.post(at('/auth/reset-password'), { email });
  const token = await app.tokenFor(email, 'reset_password');
  return app.http.post(at(`/auth/reset-password/${token}`), { password });
}

async function moved(owner: SignedIn, next = newEmail('moved')) {
  await requestChange(next, owner);
  const token = await app.tokenFor(next, 'confirm_email_change');
  return { next, undo: await undoToken(owner.email), confirmed: () => confirm(token) };
}

/** Links an identity that is as old as the confirmation of the address. */
async function linkOnConfirmation(userId: string) {
  await app.database.query(
    `INSERT INTO user_identity (provider, subject, user_id, created_at)
     SELECT 'test', id, id, email_confirmed_at FROM user_account WHERE id = $1`,
    [userId],
  );
}

/** Everything that an attacker with access can leave in the account. */
async function leaveBehind(owner: SignedIn, userId: string, password = PASSWORD) {
  const [account] = await app.database.query('SELECT email FROM user_account WHERE id = $1', [userId]);
  const session = tokensOf(await app.signIn(String(account?.['email']), password));
  const tokens = MAIL_TOKEN_PURPOSES.map((purpose) => ({ purpose, token: randomUUID() }));
  for (const { purpose, token } of tokens) {
    await app.database.query(
      `INSERT INTO mail_token (hash, purpose, user_id, email, expires_at)
       VALUES ($1, $2, $3, $4, clock_timestamp() + interval '1 day')`,
      [createHash('sha256').update(token).digest(), purpose, userId, owner.email],
    );
  }
  const subject = randomUUID();
  await app.database.query(`INSERT INTO user_identity (provider, subject, user_id) VALUES ('test', $1, $2)`, [
    subject,
    userId,
  ]);
  const draft = { name: 'left behind', scopes: ['notes:read-own'] };
  const { body } = await app.http.post(at('/me/api-keys'), draft, bearer(session.accessToken));
  const webhook = { url: 'https://hooks.example.com/', events: ['note.read'] };
  await app.http.post(at('/me/webhooks'), webhook, bearer(session.accessToken));
  return { session, tokens, subject, apiKey: z.object({ key: z.string() }).parse(body).key };
}

type Flow = (owner: SignedIn) => Promise<() => Promise<{ status: number }>>;

/** Each returns the step that changes hands, after which an attacker gets the chance to leave something behind. */
const FLOWS: [string, Flow][] = [
  [
    'a reset of the password',
    async ({ email }) =>
      () =>
        reset(email),
  ],
  [
    'a change of password',
    async ({ headers }) =>
      () =>
        app.http.post(
          at('/auth/change-password'),
          { current_password: PASSWORD, new_password: NEW },
          { headers },
        ),
  ],
  ['a confirmed change of address', async (owner) => (await moved(owner)).confirmed],
  [
    'a stopped change of address',
    async (owner) => {
      const { undo } = await moved(owner);
      return () => stop(undo);
    },
  ],
  [
    'an undone change of address',
    async (owner) => {
      const { undo, confirmed } = await moved(owner);
      await confirmed();
      return () => stop(undo);
    },
  ],
];

describe.each(FLOWS)('after %s', (_name, prepare) => {
  it('nothing that was issued, requested or linked before works', async () => {
    const owner = await app.signedIn();
    const userId = await idOf(owner);
    await linkOnConfirmation(userId);
    const changeHands = await prepare(owner);
    const left = await leaveBehind(owner, userId);
    expect((await changeHands()).status).toBe(200);

    expect((await me(left.session.accessToken)).status).toBe(401);
    expect((await app.http.get(at('/note'), bearer(left.apiKey))).status).toBe(401);
    expect(await app.database.query('SELECT 1 FROM webhook WHERE user_id = $1', [userId])).toEqual([]);
    const refresh = { refresh_token: left.session.refreshToken };
    expect((await app.http.post(at('/auth/refresh-tokens'), refresh)).status).toBe(401);
    for (const [path, purpose] of [
      ['/auth/verify', 'verify'],
      ['/auth/change-email/confirm', 'change_email'],
    ] as const) {
      const token = left.tokens.find((one) => one.purpose === purpose)?.token;
      expect(await app.http.post(at(path), { token })).toMatchObject({ status: 404, code: 'link.not_found' });
    }
    const open = await app.database.query(
      'SELECT DISTINCT purpose FROM mail_token WHERE user_id = $1 AND used_at IS NULL',
      [userId],
    );
    expect(open.filter(({ purpose }) => purpose !== 'stop_change')).toEqual([]);
    const identities = await app.database.query('SELECT subject FROM user_identity WHERE user_id = $1', [
      userId,
    ]);
    expect(identities.map(({ subject }) => subject)).not.toContain(left.subject);
    const sessions = app.nest.get(SessionsService);
    await expect(sessions.open(userId, CLIENT, { epoch: 0, way: 'password' })).rejects.toMatchObject({
      code: 'auth.unauthorized',
    });
  });

  it('the security log has an entry, and the owner a mail', async () => {
    const owner = await app.signedIn();
    const userId = await idOf(owner);
    const changeHands = await prepare(owner);
    const mailsBefore = (await app.mailsTo(owner.email)).length;
    const events = async () =>
      (await app.database.query('SELECT kind FROM account_event WHERE user_id = $1', [userId])).length;
    const eventsBefore = await events();
    await changeHands();
    expect((await app.mailsTo(owner.email)).length).toBeGreaterThan(mailsBefore);
    expect(await events()).toBe(eventsBefore + 1);
  });
});

it('keeps an identity that is as old as the confirmation of the address', async () => {
  const owner = await app.signedIn();
  const userId = await idOf(owner);
  await linkOnConfirmation(userId);
  await reset(owner.email);
  expect(await app.database.query('SELECT 1 FROM user_identity WHERE user_id = $1', [userId])).toHaveLength(
    1,
  );
});

it('every table that refers to an account is one that the change of hands considers', async () => {
  const tables = await app.database.query(
    `SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint
      WHERE contype = 'f' AND confrelid = 'user_account'::regclass ORDER BY 1`,
  );
  expect(tables.map(({ name }) => name)).toEqual([
    // The log stays, so that the owner sees what happened.
    'account_event',
    'api_key',
    'mail_token',
    // Notes stay, but for those that were added before an undone change of address.
    'note',
    // Only numbers events.
    'note_sequence',
    // Notices go to the current address.
    'notice_recipient',
    'session',
    'user_identity',
    'webhook',
  ]);
});

describe('stolen access token', () => {
  it('changes no address without the password', async () => {
    const { headers } = await app.signedIn();
    const change = (json: object) =>
      app.http.post(at('/auth/change-email'), { new_email: newEmail('thief'), ...json }, { headers });
    for (const json of [{}, { current_password: '' }, { current_password: 'wrong password 1' }]) {
      expect(await change(json)).toMatchObject({ status: 400, code: 'user.wrong_credentials' });
    }
  });

  it('of an account without a password needs a sign-in within five minutes', async () => {
    const owner = await app.signedIn();
    await app.database.query('UPDATE user_account SET password_hash = NULL WHERE email = $1', [owner.email]);
    const { headers } = owner;
    const change = () => app.http.post(at('/auth/change-email'), { new_email: newEmail() }, { headers });
    expect((await change()).status).toBe(200);
    await app.database.query(
      `UPDATE session SET created_at = created_at - interval '5 minutes' WHERE user_id = $1`,
      [await idOf(owner)],
    );
    expect(await change()).toMatchObject({
      status: 401,
      body: { code: 'session.sign_in_again', message: 'session: sign in again' },
    });
    expect((await app.http.send('DELETE', at('/me'), { json: {}, headers })).code).toBe(
      'session.sign_in_again',
    );
  });
});

it('a pending change does not survive a reset by mail', async () => {
  const owner = await app.signedIn();
  const { confirmed } = await moved(owner);
  await reset(owner.email);
  expect(await confirmed()).toMatchObject({ status: 404, code: 'link.not_found' });
});

it('the session that requested a change of address stays signed in', async () => {
  const owner = await app.signedIn();
  const { next, confirmed } = await moved(owner);
  await confirmed();
  expect((await me(owner.accessToken)).body).toMatchObject({ email: next });
});
