import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/create-test-app.js';
import type { TestResponse } from '../testing/http-client.js';
import { at, newEmail, PASSWORD } from '../testing/test-actions.js';

const app = await createTestApp();
const limited = await createTestApp({
  database: app.database,
  environment: { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '1000', RATELIMIT_BURST: '5000' },
});
afterAll(async () => {
  await limited.close();
  await app.close();
});

const resend = (email: string) => app.http.post(at('/auth/resend-verification-email'), { email });
const forgot = (email: string) => app.http.post(at('/auth/reset-password'), { email });
const unverified = async () => {
  const email = newEmail();
  await app.signUp(email);
  return email;
};

/** The response, and the rows inserted for it, which take most of its time. */
async function observed(send: () => Promise<TestResponse>) {
  const [start] = await app.database.query('SELECT clock_timestamp()::text AS time');
  const { status, text, headers } = await send();
  const [inserted] = await app.database.query(
    `SELECT (SELECT count(*) FROM mail_token WHERE created_at > $1::timestamptz)::int AS tokens,
            (SELECT count(*) FROM outbox WHERE created_at > $1::timestamptz)::int AS mails`,
    [start?.['time']],
  );
  return { response: { status, text, headers: Object.keys(headers).toSorted() }, inserted };
}

describe('account enumeration', () => {
  it.each([
    ['sign-up', (email: string) => app.signUp(email), () => app.activated()],
    ['a resent verification', resend, unverified],
    ['a password reset', forgot, () => app.activated()],
  ])('is not possible by %s: known and unknown addresses look alike', async (_what, send, known) => {
    const ofUnknown = await observed(() => send(newEmail('unknown')));
    const email = await known();
    expect(await observed(() => send(email))).toEqual(ofUnknown);
    expect(ofUnknown.inserted).toEqual({ tokens: 1, mails: 1 });
  });

  it('is not possible by an email change: free and taken addresses look alike', async () => {
    const { headers } = await app.signedIn();
    const taken = await app.activated();
    const change = (new_email: string) => () =>
      app.http.post(at('/auth/change-email'), { new_email, current_password: PASSWORD }, { headers });
    const ofFree = await observed(change(newEmail('free')));
    expect(await observed(change(taken))).toEqual(ofFree);
    expect(ofFree.inserted).toEqual({ tokens: 2, mails: 2 });
  });

  it('is not possible by the limit of mails to one receiver', async () => {
    const email = await app.activated();
    const responses = [];
    for (let sent = 0; sent < 7; sent += 1) {
      responses.push(
        await observed(() =>
          limited.http.post(at('/auth/reset-password'), { email }, { localAddress: `127.0.1.${sent + 1}` }),
        ),
      );
    }
    expect(new Set(responses.map(({ response }) => JSON.stringify(response))).size).toBe(1);
    expect(new Set(responses.map(({ inserted }) => JSON.stringify(inserted)))).toEqual(
      new Set(['{"tokens":1,"mails":1}']),
    );
    const templates = (await app.mailsTo(email)).map((mail) => mail.template_name);
    expect(templates.filter((template) => template === 'reset_password')).toHaveLength(5);
  });

  it('leaves the owner of a taken address with a notice instead of a link', async () => {
    const email = await app.activated();
    const sameInCapitals = email.replace('ada', 'ADA');
    await app.signUp(sameInCapitals, 'another long password');
    const templates = (await app.mailsTo(sameInCapitals)).map((mail) => mail.template_name);
    expect(templates).toEqual(['account_exists']);
  });

  it('stores a decoy of the same size as a mail, which no relay sends', async () => {
    await forgot(newEmail('unknown'));
    const [decoy] = await app.database.query(
      `SELECT octet_length(payload) AS bytes, next_at FROM outbox WHERE closed_at IS NOT NULL ORDER BY created_at DESC LIMIT 1`,
    );
    await forgot(await app.activated());
    const [mail] = await app.database.query(
      'SELECT octet_length(payload) AS bytes FROM outbox WHERE closed_at IS NULL ORDER BY created_at DESC LIMIT 1',
    );
    expect(decoy?.['next_at']).toBeNull();
    expect(Math.abs(decoy?.['bytes'] - mail?.['bytes'])).toBeLessThan(100);
  });
});
