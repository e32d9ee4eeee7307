import { randomUUID } from 'node:crypto';
import { Client, Pool, type QueryResultRow } from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  /** Runs one statement and gives its rows. */
  query(text: string, values?: readonly unknown[]): Promise<QueryResultRow[]>;
  drop(): Promise<void>;
}

/**
 * A database of its own for a test file, cloned from the migrated template.
 *
 * @example
 * const database = await createTestDatabase();
 * afterAll(() => database.drop());
 */
export function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('postgresTemplateUrl'));
  return createDatabaseOn(template, template.pathname.slice(1));
}

/** A new database on this server; empty, unless it is cloned from another one. */
export async function createDatabaseOn(server: URL, template = 'template1'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new Pool({ connectionString: url.href, max: 4 });
  pool.on('error', () => undefined);
  return {
    url: url.href,
    query: async (text, values = []) => (await pool.query(text, [...values])).rows,
    async drop() {
      await pool.end();
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** On a database that nobody clones: PostgreSQL refuses to clone one that is in use. */
async function administer(server: URL, statement: string): Promise<void> {
  const url = new URL(server);
  url.pathname = '/postgres';
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
