import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FaultProxy } from '../../../e2e/support/servers/fault-proxy.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { until } from '../../../e2e/support/until.js';
import { Secret } from '#libs/config';
import { Database, UnusableDatabaseError, DatabaseUnavailableError } from '../index.js';

describe('durability check', () => {
  /** The test server has all three settings off. */
  let test: TestDatabase;
  let database: Database;

  const connect = (options: { requireDurability?: boolean; synchronousCommit?: string; port?: number }) => {
    const url = new URL(test.url);
    const { requireDurability = false, synchronousCommit, port } = options;
    if (port !== undefined) url.port = String(port);
    if (synchronousCommit !== undefined)
      url.searchParams.set('options', `-c synchronous_commit=${synchronousCommit}`);
    database = Database.open({ url: new Secret(url.href), poolSize: 1, requireDurability });
    return database;
  };

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterEach(() => database.close());
  afterAll(() => test.drop());

  it('rejects the first statement and names each setting', async () => {
    const strict = connect({ requireDurability: true });
    const error: unknown = await strict.query({ name: 'one', text: 'SELECT 1' }, []).catch(Object);
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    const { cause } = Object(error);
    expect(cause).toBeInstanceOf(UnusableDatabaseError);
    for (const name of [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'DATABASE_REQUIRE_DURABILITY=false',
    ])
      expect(String(cause)).toContain(name);
  });

  it('rejects Prisma’s first statement', async () => {
    const strict = connect({ requireDurability: true });
    await expect(strict.use((prisma) => prisma.note.count())).rejects.toThrow(DatabaseUnavailableError);
    await expect(strict.transaction((prisma) => prisma.note.count())).rejects.toThrow(
      DatabaseUnavailableError,
    );
  });

  it('fails one query, not the process, if the connection breaks during the check', async () => {
    const proxy = await FaultProxy.start(Number(new URL(test.url).port));
    const holder = new Client({ connectionString: test.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE pg_settings IN ACCESS EXCLUSIVE MODE');
    const strict = connect({ requireDurability: true, port: proxy.port });
    const error = strict.query({ name: 'one', text: 'SELECT 1' }, []).catch(Object);
    await until('the check waits for the lock', async () => {
      const waiting = `SELECT pid FROM pg_stat_activity WHERE application_name = 'onasty' AND wait_event_type = 'Lock'`;
      return (await test.query(waiting)).length === 1;
    });
    proxy.cut();
    expect(await error).toBeInstanceOf(DatabaseUnavailableError);
    await holder.end();
    await proxy.stop();
  });

  it('is off by default', async () => {
    expect(await connect({}).query({ name: 'one', text: 'SELECT 1 AS one' }, [])).toEqual([{ one: 1 }]);
  });

  it('reports data checksums', async () => {
    expect(await connect({}).durability()).toMatchObject({ hasDataChecksums: true });
  });

  it.each([
    ['off', true],
    ['local', false],
    ['remote_write', false],
    ['remote_apply', false],
    ['on', false],
  ])('reports synchronous_commit %s as unsafe: %s', async (synchronousCommit, isUnsafe) => {
    const { problems } = await connect({ synchronousCommit }).durability();
    expect(problems.some((problem) => problem.startsWith('synchronous_commit'))).toBe(isUnsafe);
  });
});
