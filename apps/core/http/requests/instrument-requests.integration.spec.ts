import { once } from 'node:events';
import { connect } from 'node:net';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { OtlpCollector } from '../../../../e2e/support/servers/otlp-collector.js';
import { expectGrowthHere } from '../../../../libs/observability/testing/metrics.js';
import { createTestApp } from '../../testing/create-test-app.js';

const ORIGIN = 'https://friend.example';

const collector = await OtlpCollector.start();
const app = await createTestApp({
  environment: { CORS_ALLOWED_ORIGINS: ORIGIN, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
});
const server = await app.listen();
afterAll(async () => {
  await app.close();
  await collector.stop();
});

/** Waits for the log line of a request. */
async function lineOf(id: string): Promise<Record<string, unknown>> {
  const line = () => app.log().find(({ request_id, message }) => request_id === id && message === 'request');
  await expect.poll(line).toBeDefined();
  return line() ?? {};
}

describe('request whose client disconnects', () => {
  const labels = '{method="POST",route="/api/v1/note",status="499"}';

  it('is counted with status 499 and timed', async () => {
    const before = await app.metrics();
    const locker = new Client({ connectionString: app.database.url });
    await locker.connect();
    await locker.query('BEGIN; LOCK TABLE note IN ACCESS EXCLUSIVE MODE');
    const hangUp = new AbortController();
    const pending = fetch(`${server.address}/api/v1/note`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'given-up' },
      body: JSON.stringify({ content: 'text' }),
      signal: hangUp.signal,
    });
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    await expect.poll(() => app.database.query(waiting)).not.toEqual([]);
    hangUp.abort();
    await expect(pending).rejects.toThrow();
    const line = await lineOf('given-up');
    await locker.query('ROLLBACK');
    await locker.end();
    expect(line).toMatchObject({ level: 'info', route: '/api/v1/note', status: 499 });
    expect(line['duration_ms']).toBeGreaterThan(0);
    await expectGrowthHere(before, {
      [`http_failed_requests_total${labels}`]: 1,
      [`http_request_latency_seconds_count${labels}`]: 1,
      onasty_http_requests_in_flight: 0,
    });
  });

  it('is not counted if it is incomplete, since it has waited for its client only', async () => {
    const before = await app.metrics();
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    const head = ['POST /api/v1/note HTTP/1.1', 'host: here', 'x-request-id: half', 'content-length: 100'];
    socket.write(`${[...head, 'content-type: application/json'].join('\r\n')}\r\n\r\n{"content":`);
    await expect.poll(async () => (await app.metrics()).value('onasty_http_requests_in_flight')).toBe(1);
    socket.destroy();
    await once(socket, 'close');
    expect(await lineOf('half')).toMatchObject({ route: '/api/v1/note', status: 499 });
    await expectGrowthHere(before, {
      [`http_failed_requests_total${labels}`]: 0,
      [`http_request_latency_seconds_count${labels}`]: 0,
      onasty_http_requests_in_flight: 0,
    });
  });
});

describe('method in metrics and traces', () => {
  it.each([
    ['OPTIONS', 'OPTIONS'],
    ['PROPFIND', '_OTHER'],
  ])('%s: %s', async (method, name) => {
    const before = await app.metrics();
    const headers = { origin: ORIGIN, 'access-control-request-method': 'POST' };
    await server.send(method, '/api/v1/note', { headers });
    const spans = () => collector.spans.filter((span) => span.name.startsWith(`${name} `));
    await expect.poll(spans).not.toEqual([]);
    await expectGrowthHere(before, { [`http_request_latency_seconds_count{method="${name}"}`]: 1 });
  });
});
