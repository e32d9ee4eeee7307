import { inspect } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultProxy } from '../../e2e/support/fault-proxy.js';
import { expectGrowthHere, metricsHere } from '../observability/testing/metrics.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';
import { until } from '../../e2e/support/until.js';
import { Secret } from '#libs/config';
import { Database, DatabaseUnavailableError, type Models } from './index.js';

const WRONG = { name: 'wrong', text: 'SELECT no_such_column' };
const change = { name: 'change', text: 'UPDATE sign_in_failure SET failures = 2 WHERE key = $1' };
const changeWithPrisma = (prisma: Models, key: Buffer<ArrayBuffer>) =>
  prisma.signInFailure.update({ where: { key }, data: { failures: 2 } });
const sleep = (name: string) => ({ name, text: 'SELECT pg_sleep($1::float8)' });

const inLine = async () => (await metricsHere()).value('onasty_database_pool_waiting');

/** Why the database is not available for this; fails when it is, and when the fault is another. */
async function refusalOf(asked: Promise<unknown>): Promise<unknown> {
  const outcome: unknown = await asked.catch((error: unknown) => error);
  if (!(outcome instanceof DatabaseUnavailableError)) throw new Error('was not refused', { cause: outcome });
  return outcome.cause;
}

describe('the database', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase();
    database = new Database({ url: new Secret(test.url), poolSize: 2 });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it('prepares a statement once for each connection', async () => {
    const prepared = { name: 'prepared', text: 'SELECT name FROM pg_prepared_statements WHERE name = $1' };
    await database.query(prepared, ['prepared']);
    expect(await database.query(prepared, ['prepared'])).toEqual([{ name: 'prepared' }]);
  });

  it('serves Prisma’s client from the same pool', async () => {
    await Promise.all(Array.from({ length: 8 }, () => database.use((prisma) => prisma.note.count())));
    const [row] = await test.query(
      `SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'onasty' AND datname = current_database()`,
    );
    expect(row?.['open']).toBeLessThanOrEqual(2);
  });

  it('gives up a statement that takes too long', async () => {
    const before = await metricsHere();
    expect(await refusalOf(database.query(sleep('sleep'), [30]))).toMatchObject({ code: '57014' });
    await expectGrowthHere(before, {
      'onasty_database_errors_total{reason="unavailable"}': 1,
      'onasty_database_errors_total{reason="unanswered"}': 0,
      'onasty_database_statement_duration_seconds_count{statement="sleep"}': 1,
    });
  });

  it('does not wait long for a pool that is busy, and goes on asking PostgreSQL', async () => {
    const busy = new Database({ url: new Secret(test.url), poolSize: 10 });
    // To load Prisma takes longer than the slow statements.
    await busy.transaction((prisma) => prisma.note.count());
    const slow = Array.from({ length: 10 }, (_, index) =>
      refusalOf(busy.query(sleep(`sleep-${index}`), [30])),
    );
    const waiting = [
      ...Array.from({ length: 6 }, () => refusalOf(busy.query({ name: 'one', text: 'SELECT 1' }, []))),
      refusalOf(busy.transaction((prisma) => prisma.note.count())),
    ];
    await expect.poll(inLine).toBeGreaterThanOrEqual(6);
    for (const refusal of await Promise.all(waiting))
      expect(String(refusal)).toContain('timeout exceeded when trying to connect');
    expect(busy.circuitState).toBe('closed');
    expect(await inLine()).toBe(0);
    for (const refusal of await Promise.all(slow)) expect(refusal).toMatchObject({ code: '57014' });
    await busy.close();
  });

  it('does not wait for the end of a transaction when PostgreSQL says nothing more', async () => {
    const proxy = await FaultProxy.start(Number(new URL(test.url).port));
    const url = new URL(test.url);
    url.port = String(proxy.port);
    const silent = new Database({ url: new Secret(url.href), poolSize: 1 });
    let silentSince = 0;
    const asked = silent.transaction(async (prisma) => {
      await prisma.note.count();
      proxy.set('silent');
      silentSince = performance.now();
      await prisma.note.count();
    });
    await refusalOf(asked);
    // An answer has 3.5 s, and so would that to the rollback have.
    expect(performance.now() - silentSince).toBeLessThan(6_000);
    await proxy.stop();
    await silent.close();
  });

  it('spares a PostgreSQL that says nothing, also to those who begin a transaction', async () => {
    const proxy = await FaultProxy.start(Number(new URL(test.url).port));
    const url = new URL(test.url);
    url.port = String(proxy.port);
    const silent = new Database({ url: new Secret(url.href), poolSize: 5 });
    const five = () => Array.from({ length: 5 }, () => silent.transaction((prisma) => prisma.note.count()));
    await Promise.all(five());
    const before = await metricsHere();
    proxy.set('silent');
    await Promise.all(five().map(refusalOf));
    expect(silent.circuitState).toBe('open');
    expect(String(await refusalOf(silent.ping()))).toContain('is not asked for a moment');
    await expectGrowthHere(before, {
      'onasty_database_errors_total{reason="unanswered"}': 5,
      'onasty_database_errors_total{reason="refused"}': 1,
    });
    proxy.set('passes');
    await until('PostgreSQL says no, which is an answer', async () => {
      await expect(silent.query(WRONG, [])).rejects.toThrow();
      return silent.circuitState === 'closed';
    });
    proxy.set('silent');
    await silent.ping();
    await proxy.stop();
    await silent.close();
  });

  it('does not wait long for a row that somebody holds, and goes on asking PostgreSQL', async () => {
    const holder = new Client({ connectionString: test.url });
    await holder.connect();
    // A row for each: of those who wait for the same one, each waits for the one before as well.
    const keys = Array.from({ length: 7 }, (_, index) => Buffer.from([index]));
    await holder.query('INSERT INTO sign_in_failure SELECT unnest($1::bytea[]), 1, now()', [keys]);
    await holder.query('BEGIN; SELECT 1 FROM sign_in_failure FOR UPDATE');
    const others = new Database({ url: new Secret(test.url), poolSize: 10 });
    const [first = Buffer.of(), second = Buffer.of(), ...rest] = keys;
    const asked = [
      others.use((prisma) => changeWithPrisma(prisma, first)),
      others.transaction((prisma) => changeWithPrisma(prisma, second)),
      ...rest.map((key) => others.query(change, [key])),
    ];
    for (const refusal of await Promise.all(asked.map(refusalOf)))
      expect(String(refusal)).toContain('canceling statement due to lock timeout');
    expect(others.circuitState).toBe('closed');
    await others.close();
    await holder.end();
  });

  it('lives on when PostgreSQL ends its connections', async () => {
    await database.ping();
    const running = database.query(sleep('cut-off'), [2]).catch((error: unknown) => error);
    const isRunning = `SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()`;
    await expect.poll(async () => (await test.query(isRunning)).length).toBe(1);
    await test.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'onasty' AND datname = current_database()`,
    );
    expect(await running).toBeInstanceOf(DatabaseUnavailableError);
    await expect
      .poll(() =>
        database.ping().then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('up');
  });

  it('passes other faults on as they are', async () => {
    await expect(database.query(WRONG, [])).rejects.toThrow('no_such_column');
  });

  it('says what Prisma can not use of a call, and repeats nothing of it', async () => {
    const where = { emailKey: 'ada@example.com', email: '\n\n    at bob', activatedAt: new Date(NaN) };
    const fault: unknown = await database.use((prisma) => prisma.user.findUnique({ where })).catch(Object);
    expect(String(fault)).toBe(
      'PrismaClientValidationError: Invalid `prisma.user.findUnique()` invocation: ' +
        'Invalid value for argument `activatedAt`: Provided Date object is invalid. Expected Date.',
    );
    expect(inspect(fault, { depth: 9 })).not.toMatch(/ada@|bob/);
  });

  it('says that it can not be reached, and nothing of its address', async () => {
    const nowhere = new Database({
      url: new Secret('postgresql://user:hunter2@127.0.0.1:1/none'),
      poolSize: 1,
    });
    const failure = await nowhere.ping().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseUnavailableError);
    expect(String(failure)).not.toContain('hunter2');
    const withPrisma = await nowhere.use((prisma) => prisma.note.count()).catch((error: unknown) => error);
    expect(withPrisma).toBeInstanceOf(DatabaseUnavailableError);
    await nowhere.close();
  });
});
