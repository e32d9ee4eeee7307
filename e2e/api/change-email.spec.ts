import { describe, expect, it } from 'vitest';
import { at, mailsTo, newEmail, PASSWORD, signedIn, signIn, signUp, tokenFor } from '../support/accounts.js';
import { expectOneWinner } from '../../apps/core/testing/one-winner.js';
import { useCore } from '../support/world.js';

describe('changing the address', () => {
  const world = useCore();
  const http = () => world().core.http;
  const ask = (new_email: string, headers: Record<string, string>) =>
    http().post(at('/auth/change-email'), { new_email }, { headers });
  const confirm = (token: string) => http().post(at('/auth/change-email/confirm'), { token });
  const stop = (token: string) => http().post(at('/auth/change-email/stop'), { token });
  const changeToken = (email: string) => tokenFor(world().database, email, 'confirm_email_change');
  const stopToken = (email: string) => tokenFor(world().database, email, 'email_change_notice');

  it('sends the link to the new address and a notice to the old one, and waits for the link', async () => {
    const { email, headers } = await signedIn(world());
    const next = newEmail('new');
    expect((await ask(next, headers)).status).toBe(200);
    expect((await signIn(http(), email)).status).toBe(200);
    expect((await signIn(http(), next)).status).toBe(400);
    expect((await mailsTo(world().database, email)).at(-1)).toMatchObject({
      template_name: 'email_change_notice',
      options: { new_email: next },
    });
    const answer = await http().get(at(`/auth/change-email/${await changeToken(next)}`));
    expect([answer.status, answer.text]).toEqual([200, 'email changed']);
    expect((await signIn(http(), next)).status).toBe(200);
    expect((await signIn(http(), email)).status).toBe(400);
  });

  it('is refused for the present address, in whatever letters', async () => {
    const { email, headers } = await signedIn(world());
    expect(await ask(email.toUpperCase(), headers)).toMatchObject({
      status: 400,
      body: { message: 'user: email is already in use' },
    });
    expect((await ask('nonsense', headers)).body).toMatchObject({ code: 'user.invalid_email' });
  });

  it('does not tell whether another has the address: its owner is told', async () => {
    const taken = await signedIn(world());
    const { headers } = await signedIn(world());
    const answer = await ask(taken.email, headers);
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect((await mailsTo(world().database, taken.email)).at(-1)?.template_name).toBe('account_exists');
  });

  it('changes nothing when another took the address meanwhile', async () => {
    const { email, headers } = await signedIn(world());
    const next = newEmail('contested');
    await ask(next, headers);
    await signUp(http(), next);
    expect(await confirm(await changeToken(next))).toMatchObject({
      status: 400,
      body: { code: 'user.email_in_use' },
    });
    expect((await signIn(http(), email)).status).toBe(200);
  });

  it('is done by one of 64 parallel uses of the link', async () => {
    const { headers } = await signedIn(world());
    const next = newEmail('parallel');
    await ask(next, headers);
    const token = await changeToken(next);
    await expectOneWinner(64, () => confirm(token), { won: 200, lost: 400 });
  });

  it('does not work by an expired or unknown link', async () => {
    const { headers } = await signedIn(world());
    const next = newEmail('late');
    await ask(next, headers);
    const token = await changeToken(next);
    await world().database.query(
      `UPDATE mail_token SET expires_at = clock_timestamp() WHERE purpose = 'change_email'`,
    );
    expect((await confirm(token)).status).toBe(410);
    expect((await confirm('z'.repeat(43))).status).toBe(404);
  });

  it('is stopped from the old address before it is made', async () => {
    const { email, headers } = await signedIn(world());
    const next = newEmail('stopped');
    await ask(next, headers);
    const token = await changeToken(next);
    expect((await stop(await stopToken(email))).status).toBe(200);
    expect((await confirm(token)).status).toBe(404);
    expect((await signIn(http(), email)).status).toBe(200);
  });

  it('is taken back from the old address after it was made, and every session ends', async () => {
    const { email, headers } = await signedIn(world());
    const next = newEmail('thief');
    await ask(next, headers);
    await confirm(await changeToken(next));
    expect((await stop(await stopToken(email))).status).toBe(200);
    expect((await http().get(at('/me'), { headers })).status).toBe(401);
    expect((await signIn(http(), next, PASSWORD)).status).toBe(400);
    expect((await signIn(http(), email, PASSWORD)).status).toBe(200);
  });
});
