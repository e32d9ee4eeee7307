import { afterAll, describe, expect, it } from 'vitest';
import { at, newEmail } from '../../../testing/test-actions.js';
import { createOauthApp } from '../testing/create-oauth-app.js';

const { app, oidc, github, browser, close } = await createOauthApp();
afterAll(close);

const person = (email = newEmail()) => ({ sub: email, email, email_verified: true });

describe('one-time code', () => {
  const rejection = { status: 400, body: { code: 'oauth.code_invalid' } };

  it('is valid for one exchange', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    const cookies = [...visitor.cookies];
    expect((await visitor.exchange(code)).status).toBe(200);
    for (const [name, value] of cookies) visitor.cookies.set(name, value);
    expect(await visitor.exchange(code)).toMatchObject(rejection);
  });

  it('is valid in the browser that signed in, and is used up by an attempt from another one', async () => {
    for (const cookie of [undefined, '', 'A'.repeat(43), 'that of an attacker']) {
      oidc.user = person();
      const [victim, thief] = [browser(), browser()];
      const code = await victim.codeFrom('oidc');
      if (cookie === 'that of an attacker') await thief.codeFrom('oidc');
      else if (cookie !== undefined) thief.cookies.set('__Host-oauth', cookie);
      expect(await thief.exchange(code)).toMatchObject(rejection);
      expect(thief.cookies.has('__Host-refresh')).toBe(false);
      expect(await victim.exchange(code)).toMatchObject(rejection);
    }
  });

  it('is rejected if it was never issued', async () => {
    oidc.user = person();
    const visitor = browser();
    await visitor.codeFrom('oidc');
    const key = visitor.cookies.get('__Host-oauth') ?? '';
    for (const code of ['', 'A'.repeat(43), '__proto__', '*', '../', key]) {
      visitor.cookies.set('__Host-oauth', key);
      expect(await visitor.exchange(code)).toMatchObject(rejection);
    }
    for (const code of [undefined, null, 7, {}, ['x'], 'a\0b', 'A'.repeat(5_000)]) {
      expect(await visitor.exchange(code)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    }
  });

  it('is valid for one of 20 parallel exchanges', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    const headers = { cookie: `__Host-oauth=${visitor.cookies.get('__Host-oauth')}` };
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => app.http.post(at('/oauth/exchange'), { code }, { headers })),
    );
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 400)).toHaveLength(19);
  });

  it('cannot be exchanged by a page of another site', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    const cookie = `__Host-oauth=${visitor.cookies.get('__Host-oauth')}`;
    const foreign = { headers: { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } };
    expect((await app.http.post(at('/oauth/exchange'), { code }, foreign)).status).toBe(403);
    const form = { body: `code=${code}`, headers: { cookie, 'content-type': 'text/plain' } };
    expect((await app.http.send('POST', at('/oauth/exchange'), form)).status).toBe(415);
    expect((await visitor.exchange(code)).status).toBe(200);
  });

  it('opens no session if the account has been deleted', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    await app.database.query('DELETE FROM user_account WHERE email = $1', [oidc.user.email]);
    expect(await visitor.exchange(code)).toMatchObject({ status: 401, body: { code: 'auth.unauthorized' } });
  });
});

describe('account without a password', () => {
  it('accepts no password', async () => {
    oidc.user = person();
    await browser().codeFrom('oidc');
    for (const password of ['', 'null', 'a calm river at dawn 7']) {
      expect((await app.signIn(String(oidc.user.email), password)).status).toBe(400);
    }
  });

  it('is separate from the account of the same subject at another provider', async () => {
    const [email, other] = [await app.activated(), newEmail()];
    oidc.user = { sub: '4711', email, email_verified: true };
    github.user = { id: 4_711, emails: [{ email: other, primary: true, verified: true, visibility: null }] };
    await browser().codeFrom('oidc');
    await browser().codeFrom('github');
    const rows = await app.database.query(
      "SELECT email FROM user_identity JOIN user_account ON id = user_id WHERE subject = '4711'",
    );
    expect(new Set(rows.map((row) => row['email']))).toEqual(new Set([email, other]));
    expect(rows).toHaveLength(2);
  });
});
