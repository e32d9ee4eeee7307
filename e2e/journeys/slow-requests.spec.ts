import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNote } from '../../apps/core/testing/note-actions.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { until } from '../support/until.js';

describe('the log line of a request', () => {
  let deployment: RunningDeployment;
  let locker: Client;

  beforeAll(async () => {
    deployment = await new TestDeployment()
      .withCores(1, { DATABASE_POOL_SIZE: '1' })
      .onClonedDatabase()
      .start();
    locker = new Client({ connectionString: deployment.databaseUrl });
    await locker.connect();
  });
  afterAll(async () => {
    await locker.end();
    await deployment.stop();
  });

  const linesOf = (id: string) => deployment.core.log().filter((line) => line['request_id'] === id);
  const line = async (id: string) => {
    await until(`the line of ${id} is written`, () =>
      linesOf(id).some(({ message }) => message === 'request'),
    );
    return linesOf(id).find(({ message }) => message === 'request');
  };
  const create = (id: string) =>
    deployment.http.post('/api/v1/note', { content: 'text' }, { headers: { 'x-request-id': id } });

  it('has no wait times if the request was fast', async () => {
    await createNote(deployment.http, {}, { headers: { 'x-request-id': 'quick' } });
    const entry = await line('quick');
    expect(entry).toMatchObject({ level: 'info', status: 201 });
    expect(Object.keys(entry ?? {}).filter((name) => name.startsWith('waited_'))).toEqual([]);
  });

  it('is a warning with the wait times if the request took over a second', async () => {
    await locker.query('BEGIN; LOCK TABLE note IN ACCESS EXCLUSIVE MODE');
    const locked = create('locked');
    await until('the request waits for a lock', async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      return (await deployment.database.query(waiting)).length > 0;
    });
    // The pool's only connection is in use.
    const queued = create('queued');
    // Both end without help: a request waits at most two seconds for a lock or a connection.
    expect([(await locked).status, (await queued).status]).toContain(503);
    await locker.query('ROLLBACK');

    const entry = await line('locked');
    expect(entry).toMatchObject({
      level: 'warn',
      route: '/api/v1/note',
      waited_redis_ms: 0,
      waited_passwords_ms: 0,
    });
    expect(entry?.['waited_database_ms']).toBeGreaterThan(1_000);
    expect(entry?.['waited_connection_ms']).toBeLessThan(1_000);
    expect((await line('queued'))?.['waited_connection_ms']).toBeGreaterThan(1_000);
  });
});
