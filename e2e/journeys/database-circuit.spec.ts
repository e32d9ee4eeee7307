import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';
import { NoteTraffic } from '../support/traffic/note-traffic.js';
import { until } from '../support/until.js';

const REQUESTS = 100;
const OWN_ID = /^own-\d+$/;

describe('a core with a PostgreSQL that hangs', () => {
  let deployment: RunningDeployment;

  beforeAll(async () => {
    deployment = await new TestDeployment().withCores(1, { DATABASE_REQUIRE_DURABILITY: 'true' }).start();
  });
  afterAll(() => deployment.stop());

  const ready = () => deployment.http.get('/health/ready');
  const circuit = async () => Object(Object((await ready()).body).circuits).database;
  /** Logged reasons of the requests of this spec. */
  const failures = () =>
    deployment.core
      .log()
      .filter(({ message, request_id: id }) => message === 'request failed' && OWN_ID.test(String(id)))
      .map(({ err }) => JSON.stringify(err));

  it('rejects requests without a query, recovers, and shows each note to one reader', async () => {
    const traffic = new NoteTraffic(deployment.address);
    let goesOn = true;
    const running = traffic.run(() => goesOn, { readers: 3, concurrency: 4 });
    await until('notes are read', () => traffic.result.notes > 10);
    expect(await circuit()).toBe('closed');

    await deployment.postgres.freeze();
    await until('the circuit is open', async () => (await circuit()) === 'open');
    expect([(await ready()).status, (await ready()).body]).toMatchObject([
      503,
      { status: 'unavailable', parts: { database: 'down' } },
    ]);
    for (let sent = 0; sent < REQUESTS; sent += 1) {
      const headers = { 'x-request-id': `own-${sent}` };
      const response = await deployment.http.get('/api/v1/note/some-slug/meta', { headers });
      expect([response.status, Number(response.headers['retry-after']) > 0]).toEqual([503, true]);
    }
    await until('each failure is logged', () => failures().length === REQUESTS);
    const queried = failures().filter((reason) => !reason.includes('circuit breaker is open'));
    expect(queried.length).toBeLessThan(REQUESTS / 4);

    await deployment.postgres.thaw();
    await until('the core is ready', async () => (await ready()).status === 200);
    expect(await circuit()).toBe('closed');
    const before = traffic.result.notes;
    await until('notes are read again', () => traffic.result.notes > before + 10);
    goesOn = false;
    await running;
    expect(traffic.result).toMatchObject({ lost: 0, readTwice: 0, garbled: 0 });
  });
});
