import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { expectGrowth, scrape } from '../support/metrics.js';
import { OtlpCollector } from '../support/otlp-collector.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';

const ORIGIN = 'https://friend.example';

const collector = await OtlpCollector.start();
afterAll(() => collector.stop());

const world = useCore({
  METRICS_PORT: '0',
  CORS_ALLOWED_ORIGINS: ORIGIN,
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
});
const core = () => world().core.process;

/** The line of this request, once it is written. */
async function lineOf(id: string): Promise<Record<string, unknown>> {
  const lines = () =>
    core()
      .log()
      .filter((line) => line['request_id'] === id && line['message'] === 'request');
  await until(`the line of ${id} is written`, () => lines().length > 0);
  return lines()[0] ?? {};
}

describe('a request whose client hangs up', () => {
  const labels = '{method="POST",route="/api/v1/note",status="499"}';

  it('counts and is timed as long as it waited, and is no failure of ours', async () => {
    const before = await scrape(core());
    const locker = new Client({ connectionString: world().database.url });
    await locker.connect();
    await locker.query('BEGIN; LOCK TABLE note IN ACCESS EXCLUSIVE MODE');
    const hangUp = new AbortController();
    const asked = fetch(`${world().core.direct.address}/api/v1/note`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'given-up' },
      body: JSON.stringify({ content: 'text' }),
      signal: hangUp.signal,
    });
    await until('PostgreSQL has it wait', async () => {
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      return (await world().database.query(waiting)).length > 0;
    });
    hangUp.abort();
    await expect(asked).rejects.toThrow();
    const line = await lineOf('given-up');
    await locker.query('ROLLBACK');
    await locker.end();
    expect(line).toMatchObject({ level: 'info', route: '/api/v1/note', status: 499 });
    expect(line['duration_ms']).toBeGreaterThan(0);
    await expectGrowth(core(), before, {
      [`http_failed_requests_total${labels}`]: 1,
      [`http_request_latency_seconds_count${labels}`]: 1,
      onasty_http_requests_in_flight: 0,
    });
  });

  it('does not count before it has come in whole: so long it waited for its client alone', async () => {
    const before = await scrape(core());
    const { hostname, port } = new URL(world().core.direct.address);
    const socket = connect(Number(port), hostname);
    const head = ['POST /api/v1/note HTTP/1.1', 'host: here', 'x-request-id: half', 'content-length: 100'];
    socket.write(`${[...head, 'content-type: application/json'].join('\r\n')}\r\n\r\n{"content":`);
    await until('it has begun', async () => {
      const inFlight = (await scrape(core())).value('onasty_http_requests_in_flight');
      return inFlight === 1;
    });
    socket.destroy();
    await once(socket, 'close');
    expect(await lineOf('half')).toMatchObject({ route: '/api/v1/note', status: 499 });
    await expectGrowth(core(), before, {
      [`http_failed_requests_total${labels}`]: 0,
      [`http_request_latency_seconds_count${labels}`]: 0,
      onasty_http_requests_in_flight: 0,
    });
  });
});

describe('metrics and traces call a request by the same method', () => {
  it.each([
    ['OPTIONS', 'OPTIONS'],
    ['PROPFIND', '_OTHER'],
  ])('%s: %s', async (method, name) => {
    const before = await scrape(core());
    const headers = { origin: ORIGIN, 'access-control-request-method': 'POST' };
    await world().core.direct.send(method, '/api/v1/note', { headers });
    const spans = () => collector.spans.filter((span) => span.name.startsWith(`${name} `));
    await until('its span has come', () => spans().length > 0);
    await expectGrowth(core(), before, { [`http_request_latency_seconds_count{method="${name}"}`]: 1 });
  });
});
