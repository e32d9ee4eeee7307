import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, newEmail, PASSWORD, tokensOf, type SignedIn } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const NEW = 'quite another one 19';
const noteSchema = z.object({ slug: z.string() });

const requestChange = (new_email: string, { headers }: Pick<SignedIn, 'headers'>) =>
  app.http.post(at('/auth/change-email'), { new_email, current_password: PASSWORD }, { headers });
const confirm = (token: string) => app.http.post(at('/auth/change-email/confirm'), { token });
const stop = (token: string) => app.http.post(at('/auth/change-email/stop'), { token });
const undoToken = (email: string) => app.tokenFor(email, 'email_change_notice');
const templatesTo = async (email: string) => (await app.mailsTo(email)).map((mail) => mail.template_name);

async function reset(email: string, password = NEW) {
  await app.http.post(at('/auth/reset-password'), { email });
  const token = await app.tokenFor(email, 'reset_password');
  return app.http.post(at(`/auth/reset-password/${token}`), { password });
}

async function resetAndSignIn(email: string) {
  await reset(email, `${NEW} mine`);
  return tokensOf(await app.signIn(email, `${NEW} mine`));
}

/** An account whose thief has moved it to another address. */
async function stolen() {
  const owner = await app.signedIn();
  const next = newEmail('thief');
  await requestChange(next, owner);
  expect((await confirm(await app.tokenFor(next, 'confirm_email_change'))).status).toBe(200);
  return { owner, next, undo: await undoToken(owner.email) };
}

async function createNote(content: string, { headers }: Pick<SignedIn, 'headers'>): Promise<string> {
  return noteSchema.parse((await app.http.post(at('/note'), { content }, { headers })).body).slug;
}

describe('link that undoes a change of address', () => {
  it('works after a reset, another password, sign-ups for the address and another request', async () => {
    const { owner, next, undo } = await stolen();
    expect(await requestChange(newEmail('second'), owner)).toMatchObject({
      status: 400,
      code: 'user.email_change_open',
    });
    expect((await reset(next)).status).toBe(200);
    const { headers } = tokensOf(await app.signIn(next, NEW));
    const change = { current_password: NEW, new_password: `${NEW} again` };
    await app.http.post(at('/auth/change-password'), change, { headers });
    expect((await app.signUp(owner.email, NEW)).status).toBe(201);
    await requestChange(owner.email, await app.signedIn());
    const contested = await confirm(await app.tokenFor(owner.email, 'confirm_email_change'));
    expect(contested).toMatchObject({ status: 400, code: 'user.email_in_use' });
    expect((await stop(undo)).status).toBe(200);
    const { accessToken } = await resetAndSignIn(owner.email);
    expect((await app.http.get(at('/me'), bearer(accessToken))).body).toMatchObject({ email: owner.email });
  });

  it('hands over no password, session, identity or note that was added since the change', async () => {
    const owner = await app.signedIn();
    const early = await createNote('mine', owner);
    const next = newEmail('thief');
    await requestChange(next, owner);
    await confirm(await app.tokenFor(next, 'confirm_email_change'));
    await reset(next);
    const thief = tokensOf(await app.signIn(next, NEW));
    const late = await createNote('not yours', thief);
    await app.database.query(
      `INSERT INTO user_identity (provider, subject, user_id) SELECT 'test', id, id FROM user_account WHERE email = $1`,
      [next],
    );
    await stop(await undoToken(owner.email));
    for (const password of [NEW, PASSWORD]) {
      expect((await app.signIn(owner.email, password)).code).toBe('user.wrong_credentials');
    }
    expect((await app.http.get(at('/me'), bearer(thief.accessToken))).status).toBe(401);
    const { headers } = await resetAndSignIn(owner.email);
    const { body } = await app.http.get(at('/note'), { headers });
    expect(body).toMatchObject([{ slug: early }]);
    expect((await app.http.get(at(`/note/${late}`))).status).toBe(404);
    expect(await app.database.query(`SELECT 1 FROM user_identity WHERE provider = 'test'`)).toEqual([]);
  });

  it('is not cancelled by another request for a change', async () => {
    const owner = await app.signedIn();
    await requestChange(newEmail('first'), owner);
    const first = await undoToken(owner.email);
    const next = newEmail('second');
    await requestChange(next, owner);
    await confirm(await app.tokenFor(next, 'confirm_email_change'));
    expect((await stop(first)).status).toBe(200);
    expect((await app.signIn(next)).code).toBe('user.wrong_credentials');
    expect((await app.signIn(owner.email)).status).toBe(200);
  });

  it('allows another change once it has expired', async () => {
    const { owner, undo } = await stolen();
    await app.database.query(
      `UPDATE mail_token SET expires_at = clock_timestamp() WHERE purpose = 'stop_change'`,
    );
    expect((await requestChange(newEmail('third'), owner)).status).toBe(200);
    expect(await stop(undo)).toMatchObject({ status: 410, code: 'link.expired' });
  });

  it('lets mails about the account reach both addresses', async () => {
    const { owner, next, undo } = await stolen();
    await reset(next);
    await stop(undo);
    expect((await templatesTo(owner.email)).slice(-3)).toEqual([
      'email_changed',
      'password_changed',
      'email_change_undone',
    ]);
    expect((await templatesTo(next)).slice(-2)).toEqual(['password_changed', 'email_change_undone']);
  });
});
