import { Client } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { createTestApp } from './testing/create-test-app.js';
import type { TestResponse } from './testing/http-client.js';
import { newEmail } from './testing/test-actions.js';

/** Exceeds the password queues of two cores with eight processors. */
const CROWD = 200;

const app = await createTestApp();
afterAll(() => app.close());

/** Holds a lock in another connection while the work runs. */
async function whileLocked<T>(statement: string, work: () => Promise<T>): Promise<T> {
  const holder = new Client({ connectionString: app.database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(statement);
    return await work();
  } finally {
    await holder.end();
  }
}

function expectRetryLater({ status, body, headers }: TestResponse): void {
  expect([status, Object(body).code]).toEqual([503, 'unavailable']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
}

/** Causes of failed requests in the log. */
const reasons = () =>
  app
    .log()
    .filter(({ message }) => message === 'request failed')
    .map(({ err }) => JSON.stringify(err));

it('a locked note is unavailable, and can be read afterwards', async () => {
  const { slug } = await app.createNote();
  await whileLocked('SELECT * FROM note FOR UPDATE', async () => {
    expectRetryLater(await app.read({ slug }));
    expect((await app.http.get('/health/ready')).body).toMatchObject({ circuits: { database: 'closed' } });
  });
  await expect.poll(reasons).toEqual([expect.stringContaining('due to lock timeout')]);
  expect((await app.read({ slug })).status).toBe(200);
});

it('sign-up is unavailable while accounts are locked, and works afterwards', async () => {
  const email = newEmail();
  await whileLocked('LOCK TABLE user_account IN ACCESS EXCLUSIVE MODE', async () => {
    expectRetryLater(await app.signUp(email));
  });
  expect((await app.signUp(email)).status).toBe(201);
});

it('sign-ins beyond the password queue are rejected while accounts are locked', async () => {
  const before = await app.metrics();
  const responses = await whileLocked('LOCK TABLE user_account IN ACCESS EXCLUSIVE MODE', () =>
    Promise.all(Array.from({ length: CROWD }, () => app.signIn(newEmail('crowd')))),
  );
  responses.forEach(expectRetryLater);
  const refused = 'onasty_password_hashes_refused_total';
  expect((await app.metrics()).value(refused)).toBeGreaterThan(before.value(refused) ?? 0);
});
