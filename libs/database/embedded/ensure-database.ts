import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { Secret } from '#libs/config';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

/** Superuser of the private server, which owns the tables. */
export const ROLE = 'onasty';
/** Reads and writes rows, as core does in a deployment. */
export const APPLICATION_ROLE = 'onasty_application';

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

/** Each start repeats it, so that a cluster of an earlier version gets the role as well. */
export async function ensureApplicationRole(
  databaseUrl: Secret<string>,
  password: Secret<string>,
): Promise<void> {
  const client = await connect(databaseUrl, Date.now() + CONNECT_TIMEOUT_MS);
  const role = escapeIdentifier(APPLICATION_ROLE);
  const owner = escapeIdentifier(ROLE);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [APPLICATION_ROLE]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
    await client.query(`ALTER ROLE ${role} LOGIN NOSUPERUSER PASSWORD ${escapeLiteral(password.reveal())}`);
    const rights = 'SELECT, INSERT, UPDATE, DELETE';
    await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
    await client.query(`GRANT ${rights} ON ALL TABLES IN SCHEMA public TO ${role}`);
    await client.query(
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT ${rights} ON TABLES TO ${role}`,
    );
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
