import { describe, expect, it } from 'vitest';
import { at, mailsTo, PASSWORD, signedIn, signIn } from '../support/accounts.js';
import { useCore } from '../support/world.js';

describe('deleting an account', () => {
  const world = useCore();
  const http = () => world().core.http;

  it('erases it with its sessions, links and notes, and says so by mail', async () => {
    const { email, headers } = await signedIn(world());
    const note = await http().post(at('/note'), { content: 'mine' }, { headers });
    const other = await http().post(at('/note'), { content: 'of nobody' });
    const answer = await http().send('DELETE', at('/me'), { json: { password: PASSWORD }, headers });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await http().get(at('/me'), { headers })).status).toBe(401);
    expect((await signIn(http(), email)).status).toBe(400);
    expect((await http().get(at(`/note/${Object(note.body).slug}`))).status).toBe(404);
    expect((await http().get(at(`/note/${Object(other.body).slug}`))).status).toBe(200);
    const left = await world().database.query(
      'SELECT (SELECT count(*) FROM user_account)::int AS users, (SELECT count(*) FROM session)::int AS sessions, (SELECT count(*) FROM refresh_token)::int AS tokens, (SELECT count(*) FROM mail_token)::int AS links',
    );
    expect(left).toEqual([{ users: 0, sessions: 0, tokens: 0, links: 0 }]);
    expect((await mailsTo(world().database, email)).at(-1)?.template_name).toBe('account_deleted');
  });

  it('needs the password', async () => {
    const { headers } = await signedIn(world());
    const answer = await http().send('DELETE', at('/me'), { json: { password: 'not it at all' }, headers });
    expect(answer).toMatchObject({ status: 400, body: { code: 'user.wrong_credentials' } });
    expect((await http().get(at('/me'), { headers })).status).toBe(200);
  });
});
