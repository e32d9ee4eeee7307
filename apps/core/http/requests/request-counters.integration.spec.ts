import { afterAll, expect, it } from 'vitest';
import { expectGrowthHere, metricsHere } from '../../../../libs/observability/testing/metrics.js';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, createdNoteOf, noteAt } from '../../testing/test-actions.js';

const app = await createTestApp({
  environment: { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '30', RATELIMIT_BURST: '60' },
});
const http = await app.listen();
afterAll(() => app.close());

const labelled = (method: string, route: string, status: number) =>
  `{method="${method}",route="${route}",status="${status}"}`;

it('counts requests by method, route pattern and status, and rate-limited requests', async () => {
  const before = await metricsHere();
  const { slug } = createdNoteOf(await http.post(at('/note'), { content: 'text' }));
  await http.get(noteAt(slug, 'meta'));
  await http.get(noteAt('unknown', 'meta'));
  await http.post(at(`/nothing/${slug}`), {});
  const pending = Array.from({ length: 600 }, () => http.get('/api/ping', { localAddress: '127.0.0.41' }));
  const limited = (await Promise.all(pending)).filter(({ status }) => status === 429).length;
  expect(limited).toBeGreaterThan(0);
  await expectGrowthHere(before, {
    [`http_successful_requests_total${labelled('POST', '/api/v1/note', 201)}`]: 1,
    [`http_request_latency_seconds_count${labelled('POST', '/api/v1/note', 201)}`]: 1,
    [`http_successful_requests_total${labelled('GET', '/api/v1/note/:slug/meta', 200)}`]: 1,
    [`http_failed_requests_total${labelled('GET', '/api/v1/note/:slug/meta', 404)}`]: 1,
    [`http_failed_requests_total${labelled('POST', 'unmatched', 404)}`]: 1,
    'onasty_http_requests_limited_total{limit="requests"}': limited,
    onasty_http_requests_in_flight: 0,
  });
});
