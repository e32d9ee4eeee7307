import { describe, expect, it } from 'vitest';
import {
  activated,
  at,
  bearer,
  mailsTo,
  newEmail,
  PASSWORD,
  signedIn,
  signIn,
  signUp,
  tokenFor,
  tokensOf,
} from '../support/accounts.js';
import { expectOneWinner } from '../support/one-winner.js';
import { useCore } from '../support/world.js';

const NEW = 'quite another one 19';

describe('a forgotten password', () => {
  const world = useCore();
  const http = () => world().core.http;
  const forgot = (email: string) => http().post(at('/auth/reset-password'), { email });
  const reset = (token: string, password = NEW) =>
    http().post(at(`/auth/reset-password/${token}`), { password });
  const tokenOf = (email: string) => tokenFor(world().database, email, 'reset_password');

  it('is replaced by the link in the mail; the old one and every session are over, and a notice goes out', async () => {
    const { email, accessToken, refreshToken } = await signedIn(world());
    await forgot(email);
    const answer = await reset(await tokenOf(email));
    expect([answer.status, answer.text, answer.headers['set-cookie']]).toEqual([200, '', undefined]);
    expect((await signIn(http(), email)).body).toMatchObject({ code: 'user.wrong_credentials' });
    expect((await signIn(http(), email, NEW)).status).toBe(200);
    expect((await http().get(at('/me'), bearer(accessToken))).status).toBe(401);
    expect((await http().post(at('/auth/refresh-tokens'), { refresh_token: refreshToken })).status).toBe(401);
    const kinds = (await mailsTo(world().database, email)).map((mail) => mail.template_name);
    expect(kinds).toEqual(['email_verification', 'reset_password', 'password_changed']);
  });

  it('says in the mail how long its link works: an hour', async () => {
    const email = await activated(world());
    await forgot(email);
    const mail = (await mailsTo(world().database, email)).at(-1);
    const minutes = (Date.parse(mail?.options['link_expires_at'] ?? '') - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(60);
  });

  it('confirms the address as well', async () => {
    const email = newEmail();
    await signUp(http(), email);
    await forgot(email);
    await reset(await tokenOf(email));
    expect((await signIn(http(), email, NEW)).status).toBe(200);
  });

  it('is set by one of 64 parallel uses of the link', async () => {
    const email = await activated(world());
    await forgot(email);
    const token = await tokenOf(email);
    const lost = await expectOneWinner(64, () => reset(token), { won: 200, lost: 400 });
    for (const { body } of lost)
      expect(body).toMatchObject({ message: 'reset password token is already used' });
  });

  it('needs a good new one: a weak one is refused and the link stays good', async () => {
    const email = await activated(world());
    await forgot(email);
    const token = await tokenOf(email);
    expect(await reset(token, 'password1')).toMatchObject({
      status: 400,
      body: { code: 'user.weak_password' },
    });
    expect(await reset(token, `${email} 1`)).toMatchObject({
      status: 400,
      body: { code: 'user.weak_password' },
    });
    expect((await reset(token)).status).toBe(200);
  });

  it('has one link that works, the newest', async () => {
    const email = await activated(world());
    await forgot(email);
    const old = await tokenOf(email);
    await forgot(email);
    expect((await reset(old)).status).toBe(404);
    expect((await reset(await tokenOf(email))).status).toBe(200);
  });

  it('has a link that expires, and knows no others', async () => {
    const email = await activated(world());
    await forgot(email);
    const token = await tokenOf(email);
    await world().database.query(
      `UPDATE mail_token SET expires_at = clock_timestamp() WHERE purpose = 'reset'`,
    );
    expect(await reset(token)).toMatchObject({
      status: 400,
      body: { message: 'reset password token expired' },
    });
    expect((await reset('y'.repeat(43))).status).toBe(404);
  });

  it('has a link that confirms nothing else', async () => {
    const email = await activated(world());
    await forgot(email);
    const token = await tokenOf(email);
    for (const path of ['/auth/verify', '/auth/change-email/confirm', '/auth/change-email/stop']) {
      expect((await http().post(at(path), { token })).status).toBe(404);
    }
  });
});

describe('a password that is changed', () => {
  const world = useCore();
  const http = () => world().core.http;

  it('works from then on; other sessions end, this one goes on, and a notice goes out', async () => {
    const mine = await signedIn(world());
    const other = tokensOf(await signIn(http(), mine.email));
    const json = { current_password: PASSWORD, new_password: NEW };
    const answer = await http().post(at('/auth/change-password'), json, { headers: mine.headers });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect((await http().get(at('/me'), bearer(other.accessToken))).status).toBe(401);
    expect((await http().get(at('/me'), bearer(mine.accessToken))).status).toBe(200);
    expect((await signIn(http(), mine.email, NEW)).status).toBe(200);
    expect((await mailsTo(world().database, mine.email)).at(-1)?.template_name).toBe('password_changed');
  });

  it('needs the present one, and a good new one', async () => {
    const { headers } = await signedIn(world());
    const change = (current_password: string, new_password: string) =>
      http().post(at('/auth/change-password'), { current_password, new_password }, { headers });
    expect((await change('wrong password 1', NEW)).body).toMatchObject({ code: 'user.wrong_credentials' });
    expect((await change(PASSWORD, 'short')).body).toMatchObject({ code: 'user.weak_password' });
  });
});
