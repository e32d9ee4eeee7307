import { afterAll, expect, it } from 'vitest';
import { expectGrowthHere } from '../../../../libs/observability/testing/metrics.js';
import { createTestApp } from '../../testing/create-test-app.js';

const app = await createTestApp();
const server = await app.listen();
afterAll(() => app.close());

/** Exceeds the limit. Client and server share the loop, so a request takes several turns. */
const TURN_MS = 700;

/** Blocks every turn of the event loop, without using the processor. */
function blockEventLoop(): () => void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  let isBlocking = true;
  const block = () => {
    if (!isBlocking) return;
    Atomics.wait(never, 0, 0, TURN_MS);
    setImmediate(block);
  };
  setImmediate(block);
  return () => {
    isBlocking = false;
  };
}

it('rejects API requests while the event loop is late, stays live, and recovers', async () => {
  const before = await app.metrics();
  let rejected = 0;
  const ping = async () => {
    const response = await server.get('/api/ping');
    if (response.status === 503) rejected += 1;
    return response;
  };
  const release = blockEventLoop();
  try {
    await expect.poll(ping).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { code: 'unavailable', message: 'temporarily unavailable' },
    });
    expect((await server.get('/health/live')).status).toBe(200);
  } finally {
    release();
  }
  await expect.poll(ping, { interval: 250 }).toMatchObject({ status: 200 });
  await expectGrowthHere(before, { onasty_http_requests_shed_total: rejected });
});
