import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';

const ENDPOINTS = 30;
const EMAIL = 'webhooks@example.com';

/** Endpoints whose deliveries fail, each before its circuit opens. */
export async function failWebhooks({ databaseUrl }: RunningDeployment): Promise<void> {
  await query(databaseUrl, [
    [
      'INSERT INTO user_account (id, email, email_key) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING',
      [randomUUID(), EMAIL],
    ],
    [
      `WITH endpoint AS (
         INSERT INTO webhook (id, user_id, url, events, description, secrets, key_id, key_fingerprint)
         SELECT gen_random_uuid(), user_account.id, 'https://example.com', '{}', '', '', '', ''
           FROM user_account, generate_series(1, ${ENDPOINTS}) WHERE email_key = $1 RETURNING id)
       INSERT INTO webhook_delivery (id, webhook_id, event_id, type, payload, next_at)
       SELECT gen_random_uuid(), id, gen_random_uuid(), 'webhook.test', '{}', clock_timestamp() FROM endpoint`,
      [EMAIL],
    ],
  ]);
}

export function removeWebhooks({ databaseUrl }: RunningDeployment): Promise<void> {
  return query(databaseUrl, [['DELETE FROM user_account WHERE email_key = $1', [EMAIL]]]);
}

async function query(url: string, statements: [text: string, values: string[]][]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const [text, values] of statements) await client.query(text, values);
  } finally {
    await client.end();
  }
}
