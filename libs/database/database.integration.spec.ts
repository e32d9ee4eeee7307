import { inspect } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultProxy } from '../../e2e/support/servers/fault-proxy.js';
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

/** Cause of the expected DatabaseUnavailableError. */
async function causeOf(query: Promise<unknown>): Promise<unknown> {
  const outcome: unknown = await query.catch((error: unknown) => error);
  if (!(outcome instanceof DatabaseUnavailableError))
    throw new Error('not rejected as unavailable', { cause: outcome });
  return outcome.cause;
}

describe('Database', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase();
    database = Database.open({ url: new Secret(test.url), poolSize: 2 });
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

  it('runs Prisma on the same pool', async () => {
    await Promise.all(Array.from({ length: 8 }, () => database.use((prisma) => prisma.note.count())));
    const [row] = await test.query(
      `SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'onasty' AND datname = current_database()`,
    );
    expect(row?.['open']).toBeLessThanOrEqual(2);
  });

  it('cancels a statement that exceeds its timeout', async () => {
    const before = await metricsHere();
    expect(await causeOf(database.query(sleep('sleep'), [30]))).toMatchObject({ code: '57014' });
    await expectGrowthHere(before, {
      'onasty_database_errors_total{reason="unavailable"}': 1,
      'onasty_database_errors_total{reason="unanswered"}': 0,
      'onasty_database_statement_duration_seconds_count{statement="sleep"}': 1,
    });
  });

  it('fails fast on an exhausted pool and keeps the circuit closed', async () => {
    const busy = Database.open({ url: new Secret(test.url), poolSize: 10 });
    // Loading Prisma takes longer than the slow statements.
    await busy.transaction((prisma) => prisma.note.count());
    const slow = Array.from({ length: 10 }, (_, index) => causeOf(busy.query(sleep(`sleep-${index}`), [30])));
    const waiting = [
      ...Array.from({ length: 6 }, () => causeOf(busy.query({ name: 'one', text: 'SELECT 1' }, []))),
      causeOf(busy.transaction((prisma) => prisma.note.count())),
    ];
    await expect.poll(() => busy.poolUsage.waiting).toBeGreaterThanOrEqual(6);
    for (const cause of await Promise.all(waiting))
      expect(String(cause)).toContain('timeout exceeded when trying to connect');
    expect(busy.circuitState).toBe('closed');
    expect(busy.poolUsage.waiting).toBe(0);
    for (const cause of await Promise.all(slow)) expect(cause).toMatchObject({ code: '57014' });
    await busy.close();
  });

  it('does not wait for the rollback if PostgreSQL stops responding', async () => {
    const proxy = await FaultProxy.start(Number(new URL(test.url).port));
    const url = new URL(test.url);
    url.port = String(proxy.port);
    const silent = Database.open({ url: new Secret(url.href), poolSize: 1 });
    const pending = silent.transaction(async (prisma) => {
      await prisma.note.count();
      proxy.set('silent');
      await prisma.note.count();
    });
    await causeOf(pending);
    // The rollback still waits on the connection.
    expect(silent.poolUsage).toMatchObject({ total: 1, idle: 0 });
    await proxy.stop();
    await silent.close();
  });

  it('opens the circuit if PostgreSQL does not respond, and closes it on the next response', async () => {
    const proxy = await FaultProxy.start(Number(new URL(test.url).port));
    const url = new URL(test.url);
    url.port = String(proxy.port);
    const silent = Database.open({ url: new Secret(url.href), poolSize: 5 });
    const five = () => Array.from({ length: 5 }, () => silent.transaction((prisma) => prisma.note.count()));
    await Promise.all(five());
    const before = await metricsHere();
    proxy.set('silent');
    await Promise.all(five().map(causeOf));
    expect(silent.circuitState).toBe('open');
    expect(String(await causeOf(silent.ping()))).toContain('circuit breaker is open');
    await expectGrowthHere(before, {
      'onasty_database_errors_total{reason="unanswered"}': 5,
      'onasty_database_errors_total{reason="refused"}': 1,
    });
    proxy.set('passes');
    await until('PostgreSQL rejects a statement, which closes the circuit', async () => {
      await expect(silent.query(WRONG, [])).rejects.toThrow();
      return silent.circuitState === 'closed';
    });
    proxy.set('silent');
    await silent.ping();
    await proxy.stop();
    await silent.close();
  });

  it('fails on a locked row and keeps the circuit closed', async () => {
    const holder = new Client({ connectionString: test.url });
    await holder.connect();
    // One row for each query: queries for the same row would wait for each other as well.
    const keys = Array.from({ length: 7 }, (_, index) => Buffer.from([index]));
    await holder.query('INSERT INTO sign_in_failure SELECT unnest($1::bytea[]), 1, now()', [keys]);
    await holder.query('BEGIN; SELECT 1 FROM sign_in_failure FOR UPDATE');
    const others = Database.open({ url: new Secret(test.url), poolSize: 10 });
    const [first = Buffer.of(), second = Buffer.of(), ...rest] = keys;
    const pending = [
      others.use((prisma) => changeWithPrisma(prisma, first)),
      others.transaction((prisma) => changeWithPrisma(prisma, second)),
      ...rest.map((key) => others.query(change, [key])),
    ];
    for (const cause of await Promise.all(pending.map(causeOf)))
      expect(String(cause)).toContain('canceling statement due to lock timeout');
    expect(others.circuitState).toBe('closed');
    await others.close();
    await holder.end();
  });

  it('reconnects after PostgreSQL ended its connections', async () => {
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

  it('passes other errors on unchanged', async () => {
    await expect(database.query(WRONG, [])).rejects.toThrow('no_such_column');
  });

  it('redacts the arguments in Prisma’s validation error', async () => {
    const where = { emailKey: 'ada@example.com', email: '\n\n    at bob', activatedAt: new Date(NaN) };
    const fault: unknown = await database.use((prisma) => prisma.user.findUnique({ where })).catch(Object);
    expect(String(fault)).toBe(
      'PrismaClientValidationError: Invalid `prisma.user.findUnique()` invocation: ' +
        'Invalid value for argument `activatedAt`: Provided Date object is invalid. Expected Date.',
    );
    expect(inspect(fault, { depth: 9 })).not.toMatch(/ada@|bob/);
  });

  it('reports an unreachable server without its address', async () => {
    const nowhere = Database.open({
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
