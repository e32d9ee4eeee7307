import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PgBouncer, type PoolMode } from '../../../e2e/support/servers/pgbouncer.js';
import { Secret } from '#libs/config';
import { createTestDatabase, createDatabaseOn, type TestDatabase } from '../testing/test-database.js';
import { Database, DatabaseUnavailableError, migrate } from '../index.js';
import { unusableDatabaseIn } from './unusable-database.error.js';

const ONE = { name: 'one', text: 'SELECT 1 AS one' };

let test: TestDatabase;
const databases: Database[] = [];
const lines: [object, string][] = [];
const log = (fields: object, message: string) => void lines.push([fields, message]);
const logger = { trace: log, debug: log, info: log, warn: log, error: log };

beforeAll(async () => {
  test = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(databases.splice(0).map((database) => database.close()));
  lines.length = 0;
});
afterAll(() => test.drop());

function open(url: string): Database {
  const database = Database.open({ url: new Secret(url), poolSize: 4 }, logger);
  databases.push(database);
  return database;
}

async function problemsOf(database: Database): Promise<unknown> {
  const error: unknown = await database.check().catch((caught: unknown) => caught);
  return error === undefined ? [] : (unusableDatabaseIn(error)?.problems ?? error);
}

/** Runs a statement in the database, and another one afterwards. */
async function during(statement: string, undo: string, work: () => Promise<void>): Promise<void> {
  await test.query(statement);
  try {
    await work();
  } finally {
    await test.query(undo);
  }
}

async function asRole(work: (url: string, role: string) => Promise<void>): Promise<void> {
  const role = `role_${randomUUID().slice(0, 8)}`;
  await test.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  await test.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
  try {
    await work(Object.assign(new URL(test.url), { username: role, password: 'secret' }).href, role);
  } finally {
    await Promise.all(databases.splice(0).map((database) => database.close()));
    await test.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
}

describe('a database', () => {
  const name = () => new URL(test.url).pathname.slice(1);

  it.each<[string, string, string, string]>([
    [
      'read-only',
      'ALTER DATABASE %n SET default_transaction_read_only = on',
      'ALTER DATABASE %n RESET default_transaction_read_only',
      'PostgreSQL is read-only (default_transaction_read_only)',
    ],
    [
      'without a migration',
      `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '20261120200000_notes'`,
      'UPDATE _prisma_migrations SET rolled_back_at = NULL',
      'lacks 20261120200000_notes: run npm run db:migrate',
    ],
    [
      'without tables',
      'ALTER TABLE _prisma_migrations RENAME TO hidden',
      'ALTER TABLE hidden RENAME TO _prisma_migrations',
      'has no tables of this program: run npm run db:migrate',
    ],
  ])(
    'that is %s is unavailable, says why in one line, and recovers',
    async (_what, change, undo, problem) => {
      const named = (statement: string) => statement.replace('%n', name());
      const started = open(test.url);
      await started.check();
      await during(named(change), named(undo), async () => {
        const database = open(test.url);
        for (let times = 0; times < 2; times += 1)
          await expect(database.query(ONE, [])).rejects.toThrow(DatabaseUnavailableError);
        expect(await problemsOf(database)).toEqual([expect.stringContaining(problem)]);
        const faults = [expect.stringContaining(problem)];
        expect(lines).toEqual([[{ faults }, 'database cannot be used']]);
      });
      const [, database] = databases;
      expect(await database?.query(ONE, [])).toEqual([{ one: 1 }]);
      expect(lines.at(-1)).toEqual([{}, 'database can be used again']);
    },
  );

  it.each([
    ['SELECT', 'note'],
    ['INSERT', 'note_payload'],
    ['UPDATE', 'outbox'],
    ['DELETE', 'session'],
    ['SELECT', '_prisma_migrations'],
  ])('whose role lacks %s on %s says which GRANT is missing', async (right, table) => {
    await asRole(async (url, role) => {
      const database = open(url);
      await database.check();
      await test.query(`REVOKE ${right} ON ${table} FROM ${role}`);
      const problem = `the role "${role}" may not ${right} in ${table}: GRANT ${right} ON ${table} TO "${role}"`;
      expect(await problemsOf(open(url))).toEqual([problem]);
    });
  });

  it('reports a right that is revoked while connections are open', async () => {
    await asRole(async (url, role) => {
      const database = open(url);
      const change = { name: 'change', text: 'UPDATE note SET reads = reads' };
      await Promise.all([database.query(change, []), database.query(ONE, [])]);
      await test.query(`REVOKE UPDATE ON note FROM ${role}`);
      await expect(database.query(change, [])).rejects.toThrow(DatabaseUnavailableError);
      await expect(database.query(ONE, [])).rejects.toThrow(DatabaseUnavailableError);
      await test.query(`GRANT UPDATE ON note TO ${role}`);
      await database.query(change, []);
    });
  });

  it('keeps times, formats and isolation whatever the database sets', async () => {
    const settings = {
      TimeZone: 'Asia/Kolkata',
      DateStyle: 'SQL, DMY',
      bytea_output: 'escape',
      default_transaction_isolation: 'serializable',
      statement_timeout: '1',
    };
    const set = Object.entries(settings).map(([key, value]) => `ALTER DATABASE %n SET ${key} = '${value}';`);
    const statement = (text: string) => text.replaceAll('%n', name());
    await during(statement(set.join('')), statement('ALTER DATABASE %n RESET ALL'), async () => {
      const database = open(test.url);
      const key = Buffer.from([7, 92, 255]);
      const lastFailedAt = new Date('2026-01-02T03:04:05.678Z');
      await database.use((prisma) =>
        prisma.signInFailure.create({ data: { key, failures: 1, lastFailedAt } }),
      );
      const found = await database.use((prisma) => prisma.signInFailure.findUnique({ where: { key } }));
      expect([Buffer.from(found?.key ?? []), found?.lastFailedAt]).toEqual([key, lastFailedAt]);
      const text =
        "SELECT key, last_failed_at AS at, current_setting('transaction_isolation') AS level FROM sign_in_failure";
      expect(await database.query({ name: 'raw', text }, [])).toEqual([
        { key, at: lastFailedAt, level: 'read committed' },
      ]);
    });
  });
});

describe('a search path', () => {
  it('that names a schema is used by migrations, statements and Prisma', async () => {
    const server = new URL(test.url);
    const empty = await createDatabaseOn(server);
    const url = new URL(empty.url);
    url.searchParams.set('options', '-c search_path=notes');
    await expect(migrate(new Secret(url.href))).rejects.toThrow('no schema of the search path notes exists');
    await empty.query('CREATE SCHEMA notes');
    await migrate(new Secret(url.href));
    const database = open(url.href);
    expect(await database.use((prisma) => prisma.note.count())).toBe(0);
    expect(
      await database.query({ name: 'count', text: 'SELECT count(*)::int AS notes FROM note' }, []),
    ).toEqual([{ notes: 0 }]);
    const tables = `SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_name IN ('note', '_prisma_migrations')`;
    expect(await empty.query(tables)).toEqual([{ table_schema: 'notes' }]);
    await Promise.all(databases.splice(0).map((opened) => opened.close()));
    await empty.drop();
  });
});

describe('PgBouncer', () => {
  it.each<[PoolMode]>([['transaction'], ['statement']])('in %s mode is rejected in words', async (mode) => {
    const pooler = await PgBouncer.start(new URL(test.url), mode);
    const expected = expect.stringContaining('a pooler in transaction or statement mode');
    expect(await problemsOf(open(pooler.url.href))).toEqual([expected]);
    await expect(migrate(new Secret(pooler.url.href))).rejects.toThrow('a pooler in transaction');
    await pooler.stop();
  });

  it('in session mode serves statements and migrations', async () => {
    const pooler = await PgBouncer.start(new URL(test.url), 'session');
    expect(await migrate(new Secret(pooler.url.href))).toEqual([]);
    const database = open(pooler.url.href);
    const twelve = Array.from({ length: 12 }, () => database.query(ONE, []));
    expect(await Promise.all(twelve)).toEqual(Array.from({ length: 12 }, () => [{ one: 1 }]));
    const text = `SELECT current_setting('statement_timeout') AS timeout, current_setting('TimeZone') AS zone`;
    expect(await database.query({ name: 'settings', text }, [])).toEqual([{ timeout: '3s', zone: 'UTC' }]);
    await Promise.all(databases.splice(0).map((opened) => opened.close()));
    await pooler.stop();
  });
});
