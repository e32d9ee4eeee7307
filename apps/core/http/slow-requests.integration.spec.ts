import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../../../e2e/support/until.js';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';

let app: TestApp;
let locker: Client;

beforeAll(async () => {
  app = await createTestApp({ environment: { DATABASE_POOL_SIZE: '1' } });
  locker = new Client({ connectionString: app.database.url });
  await locker.connect();
});
afterAll(async () => {
  await locker.end();
  await app.close();
});

const create = (id: string) =>
  app.http.post('/api/v1/note', { content: 'text' }, { headers: { 'x-request-id': id } });
const requestLine = async (id: string) => {
  const find = () => app.log().find((line) => line['request_id'] === id && line['message'] === 'request');
  await until(`the request ${id} is logged`, () => find() !== undefined);
  return find();
};

it('logs a fast request as info without waiting times', async () => {
  await create('quick');
  const line = await requestLine('quick');
  expect(line).toMatchObject({ level: 'info', status: 201 });
  expect(Object.keys(line ?? {}).filter((name) => name.startsWith('waited_'))).toEqual([]);
});

it('logs a request of over a second as a warning with its waiting times', async () => {
  await locker.query('BEGIN; LOCK TABLE note IN ACCESS EXCLUSIVE MODE');
  const locked = create('locked');
  await until('PostgreSQL blocks the request', async () => {
    const blocked = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    return (await app.database.query(blocked)).length > 0;
  });
  // The only connection is in use.
  const queued = create('queued');
  // Waiting for a lock or a connection ends after two seconds.
  expect([(await locked).status, (await queued).status]).toContain(503);
  await locker.query('ROLLBACK');

  const line = await requestLine('locked');
  expect(line).toMatchObject({
    level: 'warn',
    route: '/api/v1/note',
    waited_redis_ms: 0,
    waited_passwords_ms: 0,
  });
  expect(line?.['waited_database_ms']).toBeGreaterThan(1_000);
  expect(line?.['waited_connection_ms']).toBeLessThan(1_000);
  expect((await requestLine('queued'))?.['waited_connection_ms']).toBeGreaterThan(1_000);
});
