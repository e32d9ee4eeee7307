import { randomInt, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { HttpClient, TestResponse } from '../../../apps/core/testing/http-client.js';
import { at, newEmail } from '../../../apps/core/testing/test-actions.js';

/** Enough for the alert, few enough to fit into the queue of passwords. */
const SIGN_INS = 8;

interface Target {
  http: HttpClient;
  databaseUrl: string;
}

/** Signs in from a random network with a new password, past the rate limit and the cache of hashes. */
export function signInFromAnywhere(http: HttpClient): Promise<TestResponse> {
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`;
  return http.post(at('/auth/signin'), { email: newEmail(), password: randomUUID() }, { localAddress });
}

/** Hides the accounts from core, as a missing right or migration does, and signs in. @returns a function that ends it */
export async function failSignIns({ http, databaseUrl }: Target): Promise<() => Promise<void>> {
  await run(databaseUrl, 'ALTER TABLE user_account RENAME TO hidden_account');
  const statuses = await Promise.all(
    Array.from({ length: SIGN_INS }, async () => (await signInFromAnywhere(http)).status),
  );
  if (statuses.some((status) => status !== 503)) throw new Error(`sign-ins end with ${statuses.join()}`);
  return () => run(databaseUrl, 'ALTER TABLE hidden_account RENAME TO user_account');
}

async function run(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
