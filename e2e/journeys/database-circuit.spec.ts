import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Core } from '../support/programs/core.js';
import { NoteTraffic } from '../support/traffic/note-traffic.js';
import { PostgresServer } from '../support/servers/postgres-server.js';
import { until } from '../support/until.js';

const REQUESTS = 100;
const OURS = /^ours-\d+$/;

describe('a core with a PostgreSQL that hangs', () => {
  let postgres: PostgresServer;
  let core: Core;

  beforeAll(async () => {
    postgres = await PostgresServer.startMigrated();
    core = await Core.start(postgres.url.href, { DATABASE_REQUIRE_DURABILITY: 'true' }, { isAlone: true });
  });
  afterAll(async () => {
    await core.stop();
    await postgres.remove();
  });

  const ready = () => core.http.get('/health/ready');
  const circuit = async () => Object(Object((await ready()).body).circuits).database;
  /** Logged reasons of the requests of this spec. */
  const failures = () =>
    core
      .log()
      .filter(({ message, request_id: id }) => message === 'request failed' && OURS.test(String(id)))
      .map(({ err }) => String(Object(err).message));

  it('rejects requests without a query, recovers, and shows each note to one reader', async () => {
    const traffic = new NoteTraffic(core.address);
    let goesOn = true;
    const running = traffic.run(() => goesOn, { readers: 3, concurrency: 4 });
    await until('notes are read', () => traffic.result.notes > 10);
    expect(await circuit()).toBe('closed');

    await postgres.freeze();
    await until('the circuit is open', async () => (await circuit()) === 'open');
    expect([(await ready()).status, (await ready()).body]).toMatchObject([
      503,
      { status: 'unavailable', parts: { database: 'down' } },
    ]);
    for (let sent = 0; sent < REQUESTS; sent += 1) {
      const headers = { 'x-request-id': `ours-${sent}` };
      const answer = await core.http.get('/api/v1/note/some-slug/meta', { headers });
      expect([answer.status, Number(answer.headers['retry-after']) > 0]).toEqual([503, true]);
    }
    await until('each failure is logged', () => failures().length === REQUESTS);
    const queried = failures().filter((reason) => !reason.includes('circuit breaker is open'));
    expect(queried.length).toBeLessThan(REQUESTS / 4);

    await postgres.thaw();
    await until('the core is ready', async () => (await ready()).status === 200);
    expect(await circuit()).toBe('closed');
    const before = traffic.result.notes;
    await until('notes are read again', () => traffic.result.notes > before + 10);
    goesOn = false;
    await running;
    expect(traffic.result).toMatchObject({ lost: 0, readTwice: 0, garbled: 0 });
  });
});
