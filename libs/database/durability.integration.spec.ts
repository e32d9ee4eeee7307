import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FaultProxy } from '../../e2e/support/fault-proxy.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';
import { until } from '../../e2e/support/until.js';
import { Secret } from '#libs/config';
import { Database, DatabaseNotDurableError, DatabaseUnavailableError } from './index.js';

describe('whether the database is durable', () => {
  /** Of the test run: all three are off. */
  let test: TestDatabase;
  let database: Database;

  const connect = (options: { requireDurability?: boolean; synchronousCommit?: string; port?: number }) => {
    const url = new URL(test.url);
    const { requireDurability = false, synchronousCommit, port } = options;
    if (port !== undefined) url.port = String(port);
    if (synchronousCommit !== undefined)
      url.searchParams.set('options', `-c synchronous_commit=${synchronousCommit}`);
    database = new Database({ url: new Secret(url.href), poolSize: 1, requireDurability });
    return database;
  };

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterEach(() => database.close());
  afterAll(() => test.drop());

  it('is asked before the first statement, and the refusal names each setting', async () => {
    const refused = connect({ requireDurability: true });
    const refusal: unknown = await refused.query({ name: 'one', text: 'SELECT 1' }, []).catch(Object);
    expect(refusal).toBeInstanceOf(DatabaseUnavailableError);
    const { cause } = Object(refusal);
    expect(cause).toBeInstanceOf(DatabaseNotDurableError);
    for (const name of [
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'DATABASE_REQUIRE_DURABILITY=false',
    ])
      expect(String(cause)).toContain(name);
  });

  it('is asked before Prisma’s first statement as well', async () => {
    const refused = connect({ requireDurability: true });
    await expect(refused.use((prisma) => prisma.note.count())).rejects.toThrow(DatabaseUnavailableError);
    await expect(refused.transaction((prisma) => prisma.note.count())).rejects.toThrow(
      DatabaseUnavailableError,
    );
  });

  it('costs one request and not the process when the connection breaks before it is told', async () => {
    const proxy = await FaultProxy.start(Number(new URL(test.url).port));
    const holder = new Client({ connectionString: test.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE pg_settings IN ACCESS EXCLUSIVE MODE');
    const asked = connect({ requireDurability: true, port: proxy.port });
    const refusal = asked.query({ name: 'one', text: 'SELECT 1' }, []).catch(Object);
    await until('PostgreSQL is asked for its settings', async () => {
      const waiting = `SELECT pid FROM pg_stat_activity WHERE application_name = 'onasty' AND wait_event_type = 'Lock'`;
      return (await test.query(waiting)).length === 1;
    });
    proxy.cut();
    expect(await refusal).toBeInstanceOf(DatabaseUnavailableError);
    await holder.end();
    await proxy.stop();
  });

  it('does not matter where nobody asks for it', async () => {
    expect(await connect({}).query({ name: 'one', text: 'SELECT 1 AS one' }, [])).toEqual([{ one: 1 }]);
  });

  it('is told with data checksums', async () => {
    expect(await connect({}).durability()).toMatchObject({ hasDataChecksums: true });
  });

  it.each([
    ['off', true],
    ['local', false],
    ['remote_write', false],
    ['remote_apply', false],
    ['on', false],
  ])('with synchronous_commit %s a crash loses commits: %s', async (synchronousCommit, isFault) => {
    const { faults } = await connect({ synchronousCommit }).durability();
    expect(faults.some((fault) => fault.startsWith('synchronous_commit'))).toBe(isFault);
  });
});
