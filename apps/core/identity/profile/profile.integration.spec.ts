import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, PASSWORD } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const remove = (headers: Record<string, string>, password: string) =>
  app.http.delete(at('/me'), { json: { password }, headers });

it('the profile shows the account and its last sign-in', async () => {
  const { email, accessToken } = await app.signedIn();
  expect(await app.http.get(at('/me'), bearer(accessToken))).toMatchObject({
    status: 200,
    body: { email, created_at: expect.any(String), last_login_at: expect.any(String), notes_created: 0 },
  });
});

async function storedFor(userId: string) {
  const [counts] = await app.database.query(
    `SELECT (SELECT count(*) FROM user_account WHERE id = $1::uuid)::int AS users,
            (SELECT count(*) FROM session WHERE user_id = $1::uuid)::int AS sessions,
            (SELECT count(*) FROM refresh_token JOIN session ON session.id = session_id WHERE user_id = $1::uuid)::int AS tokens,
            (SELECT count(*) FROM mail_token WHERE user_id = $1::uuid)::int AS links`,
    [userId],
  );
  return counts;
}

describe('account deletion', () => {
  it('deletes sessions, links and notes of the account, and sends a notice', async () => {
    const { email, headers } = await app.signedIn();
    const [account] = await app.database.query('SELECT id FROM user_account WHERE email_key = $1', [email]);
    const userId = String(account?.['id']);
    expect(await storedFor(userId)).toEqual({ users: 1, sessions: 1, tokens: 1, links: 1 });
    const own = await app.createNote({ content: 'mine' }, { headers });
    const anonymous = await app.createNote({ content: 'without an account' });
    const response = await remove(headers, PASSWORD);
    expect([response.status, response.text]).toEqual([204, '']);
    expect(response.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-refresh=; .*Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(/^__Host-device-[0-9a-f]{16}=; .*Expires=Thu, 01 Jan 1970/),
    ]);
    expect((await app.http.get(at('/me'), { headers })).status).toBe(401);
    expect((await app.signIn(email)).status).toBe(400);
    expect(await app.read(own)).toMatchObject({ code: 'note.not_found' });
    expect(await app.isContentStored(own)).toBe(false);
    expect((await app.receipt(own)).body).toEqual({ state: 'deleted' });
    const stranger = await app.http.post(at('/note'), { content: 'other', slug: own.slug });
    expect(stranger).toMatchObject({ code: 'note.slug_taken' });
    expect((await app.read(anonymous)).status).toBe(200);
    expect(await storedFor(userId)).toEqual({ users: 0, sessions: 0, tokens: 0, links: 0 });
    expect((await app.mailsTo(email)).at(-1)?.template_name).toBe('account_deleted');
  });

  it('requires the password', async () => {
    const { headers } = await app.signedIn();
    expect(await remove(headers, 'not it at all')).toMatchObject({
      status: 400,
      code: 'user.wrong_credentials',
    });
    expect((await app.http.get(at('/me'), { headers })).status).toBe(200);
  });
});
