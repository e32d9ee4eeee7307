import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, newEmail, PASSWORD, tokensOf } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const NEW = 'quite another one 19';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const eventsSchema = z.array(z.looseObject({ id: z.string(), event: z.string() }));

async function activity(accessToken: string, query = '') {
  const { status, body, headers, text } = await app.http.get(at(`/me/activity${query}`), bearer(accessToken));
  expect(status).toBe(200);
  return { events: eventsSchema.parse(body), link: String(headers['link'] ?? ''), text };
}

const namesOf = async (accessToken: string) => (await activity(accessToken)).events.map(({ event }) => event);

describe('activity', () => {
  it('lists sign-ins with browser and coarse network, newest first', async () => {
    const email = await app.activated();
    const json = { email, password: PASSWORD };
    const response = await app.http.post(at('/auth/signin'), json, {
      headers: { 'user-agent': FIREFOX },
      localAddress: '198.51.100.7',
    });
    const { events, text } = await activity(tokensOf(response).accessToken);
    expect(events).toEqual([
      {
        id: expect.any(String),
        event: 'sign_in',
        created_at: expect.any(String),
        count: 1,
        browser: 'Firefox on Linux',
        network: '198.51.100.x',
        detail: 'password',
      },
      expect.objectContaining({ event: 'account_confirmed' }),
    ]);
    expect(text).not.toContain('198.51.100.7');
    expect(text).not.toContain(email);
  });

  it('counts failed sign-ins', async () => {
    const email = await app.activated();
    for (let attempt = 0; attempt < 3; attempt += 1) await app.signIn(email, 'wrong password 1');
    const { accessToken } = tokensOf(await app.signIn(email));
    await expect
      .poll(async () => (await activity(accessToken)).events)
      .toContainEqual(expect.objectContaining({ event: 'sign_in_failed', count: 3, detail: 'credentials' }));
  });

  it('records changes of password and address, and the sessions that were ended', async () => {
    const { email, accessToken, headers } = await app.signedIn();
    await app.signIn(email);
    const sessions = await app.http.get(at('/auth/sessions'), { headers });
    const other = z
      .array(z.object({ id: z.string(), current: z.boolean() }))
      .parse(sessions.body)
      .find(({ current }) => !current);
    await app.http.delete(at(`/auth/sessions/${other?.id}`), { headers });
    await app.http.post(
      at('/auth/change-password'),
      { current_password: PASSWORD, new_password: NEW },
      { headers },
    );
    await app.http.post(
      at('/auth/change-email'),
      { new_email: newEmail(), current_password: NEW },
      { headers },
    );
    const names = await namesOf(accessToken);
    expect(names.slice(0, 3)).toEqual(['email_change_requested', 'password_changed', 'session_ended']);
  });

  it('records the reuse of a refresh token', async () => {
    const { email, refreshToken } = await app.signedIn();
    const refresh = () => app.http.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken });
    await refresh();
    await app.database.query(`UPDATE refresh_token SET used_at = used_at - interval '11 seconds'`);
    expect((await refresh()).code).toBe('session.token_reused');
    const { accessToken } = tokensOf(await app.signIn(email));
    expect(await namesOf(accessToken)).toContain('token_reused');
  });

  it('is paged', async () => {
    const { email, accessToken } = await app.signedIn();
    for (let time = 0; time < 3; time += 1) await app.signIn(email);
    const first = await activity(accessToken, '?limit=2');
    const [, cursor] = /cursor=([\w-]+)>; rel="next"/.exec(first.link) ?? [];
    const second = await activity(accessToken, `?limit=3&cursor=${cursor}`);
    expect(second.link).toBe('');
    expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(5);
  });

  it('shows nothing of other accounts, and nothing without a session', async () => {
    const [one, other] = [await app.signedIn(), await app.signedIn()];
    const ids = async (accessToken: string) => (await activity(accessToken)).events.map(({ id }) => id);
    const others = await ids(other.accessToken);
    expect((await ids(one.accessToken)).filter((id) => others.includes(id))).toEqual([]);
    expect((await app.http.get(at('/me/activity'))).status).toBe(401);
  });
});
