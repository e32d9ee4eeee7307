import { describe, expect, it } from 'vitest';
import { activated, at, newEmail, signIn } from '../support/accounts.js';
import { useOauthCore } from '../support/oauth-core.js';

const { oidc, github, http, query, browser, world } = await useOauthCore();

const person = (email = newEmail()) => ({ sub: email, email, email_verified: true });

describe('the one-time code of a sign-in', () => {
  const refusal = { status: 400, body: { code: 'oauth.code_invalid' } };

  it('is good for one exchange', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    const cookies = [...visitor.cookies];
    expect((await visitor.exchange(code)).status).toBe(200);
    for (const [name, value] of cookies) visitor.cookies.set(name, value);
    expect(await visitor.exchange(code)).toMatchObject(refusal);
  });

  it('is good in the browser that signed in, and dead once another one has tried it', async () => {
    for (const cookie of [undefined, '', 'A'.repeat(43), 'that of an attacker']) {
      oidc.user = person();
      const [victim, thief] = [browser(), browser()];
      const code = await victim.codeFrom('oidc');
      if (cookie === 'that of an attacker') await thief.codeFrom('oidc');
      else if (cookie !== undefined) thief.cookies.set('__Host-oauth-code', cookie);
      expect(await thief.exchange(code)).toMatchObject(refusal);
      expect(thief.cookies.has('__Host-refresh')).toBe(false);
      expect(await victim.exchange(code)).toMatchObject(refusal);
    }
  });

  it('is one that we gave: nothing else is taken for one', async () => {
    oidc.user = person();
    const visitor = browser();
    await visitor.codeFrom('oidc');
    const key = visitor.cookies.get('__Host-oauth-code') ?? '';
    for (const code of ['', 'A'.repeat(43), '__proto__', '*', '../', key]) {
      visitor.cookies.set('__Host-oauth-code', key);
      expect(await visitor.exchange(code)).toMatchObject(refusal);
    }
    for (const code of [undefined, null, 7, {}, ['x'], 'a\0b', 'A'.repeat(5_000)]) {
      expect(await visitor.exchange(code)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    }
  });

  it('is good for one of many exchanges at once', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    const headers = { cookie: `__Host-oauth-code=${visitor.cookies.get('__Host-oauth-code')}` };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => http().post(at('/oauth/exchange'), { code }, { headers })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 400)).toHaveLength(19);
  });

  it('can not be exchanged by a page of another site', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    const cookie = `__Host-oauth-code=${visitor.cookies.get('__Host-oauth-code')}`;
    const foreign = { headers: { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } };
    expect((await http().post(at('/oauth/exchange'), { code }, foreign)).status).toBe(403);
    const form = { body: `code=${code}`, headers: { cookie, 'content-type': 'text/plain' } };
    expect((await http().send('POST', at('/oauth/exchange'), form)).status).toBe(415);
    expect((await visitor.exchange(code)).status).toBe(200);
  });

  it('opens nothing when the account is gone meanwhile', async () => {
    oidc.user = person();
    const visitor = browser();
    const code = await visitor.codeFrom('oidc');
    await query('DELETE FROM user_account WHERE email = $1', [oidc.user.email]);
    expect(await visitor.exchange(code)).toMatchObject({ status: 401, body: { code: 'auth.unauthorized' } });
  });
});

describe('an account that signed in through a provider', () => {
  it('has no password that would open it', async () => {
    oidc.user = person();
    await browser().codeFrom('oidc');
    for (const password of ['', 'null', 'a calm river at dawn 7']) {
      expect((await signIn(http(), oidc.user.email ?? '', password)).status).toBe(400);
    }
  });

  it('stays apart from that of another person with the same name at another provider', async () => {
    const [email, other] = [await activated(world()), newEmail()];
    oidc.user = { sub: '4711', email, email_verified: true };
    github.user = { id: 4_711, emails: [{ email: other, primary: true, verified: true, visibility: null }] };
    await browser().codeFrom('oidc');
    await browser().codeFrom('github');
    const rows = await query(
      "SELECT email FROM user_identity JOIN user_account ON id = user_id WHERE subject = '4711'",
    );
    expect(new Set(rows.map((row) => row['email']))).toEqual(new Set([email, other]));
    expect(rows).toHaveLength(2);
  });
});
