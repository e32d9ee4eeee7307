import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { createTestApp } from '../testing/create-test-app.js';
import { at, newEmail } from '../testing/test-actions.js';
import { IdentitySweeper } from './identity.sweeper.js';

const app = await createTestApp();
afterAll(() => app.close());

const count = async (from: string) => {
  const [row] = await app.database.query(`SELECT count(*)::int AS rows FROM ${from}`);
  return row?.['rows'];
};
const sweep = () => app.nest.get(IdentitySweeper).sweep();

it('the sweeper deletes sessions and their tokens a month after they ended', async () => {
  await app.signedIn();
  await app.signedIn();
  await app.database.query(
    `UPDATE session SET expires_at = clock_timestamp() - interval '31 days' WHERE id = (SELECT id FROM session LIMIT 1)`,
  );
  await sweep();
  expect([await count('session'), await count('refresh_token')]).toEqual([1, 1]);
});

it('the sweeper deletes decoys when they expire and links a month later', async () => {
  const email = await app.activated();
  await app.http.post(at('/auth/reset-password'), { email });
  await app.http.post(at('/auth/reset-password'), { email: newEmail('unknown') });
  await app.database.query(`UPDATE mail_token SET expires_at = clock_timestamp() - interval '1 day'`);
  await sweep();
  expect(await count('mail_token WHERE user_id IS NULL')).toBe(0);
  expect(await count('mail_token')).toBeGreaterThan(0);
  await app.database.query(`UPDATE mail_token SET expires_at = clock_timestamp() - interval '31 days'`);
  await sweep();
  expect(await count('mail_token')).toBe(0);
});

it('the sweeper deletes counts of wrong passwords after a day', async () => {
  for (const age of ['25 hours', '23 hours']) {
    await app.database.query(
      `INSERT INTO sign_in_failure (key, failures, last_failed_at) VALUES ($1, 3, clock_timestamp() - $2::interval)`,
      [randomBytes(32), age],
    );
  }
  await sweep();
  expect(await count('sign_in_failure')).toBe(1);
});
