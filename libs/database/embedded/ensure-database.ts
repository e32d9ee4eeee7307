import { Client, escapeIdentifier } from 'pg';
import type { Secret } from '#libs/config';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

/** The only role of the private server. */
export const ROLE = 'onasty';

const CONNECT_TIMEOUT_MS = 10_000;
const PAUSE_MS = 100;
/** SQLSTATE during crash recovery and startup. */
const STARTING = '57P03';
const WRONG_PASSWORD = '28P01';

export async function ensureDatabase(adminUrl: Secret<string>, database: string): Promise<void> {
  const client = await connect(adminUrl, Date.now() + CONNECT_TIMEOUT_MS);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function connect(adminUrl: Secret<string>, deadlineMs: number): Promise<Client> {
  const client = new Client({
    connectionString: adminUrl.reveal(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    return await client.connect();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === WRONG_PASSWORD)
      throw new EmbeddedPostgresError('its password is not the one in secrets.json', {
        remedy: 'restore that file',
        cause: error,
      });
    if (code !== STARTING || Date.now() > deadlineMs) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  return connect(adminUrl, deadlineMs);
}
