import { afterAll, describe, expect, it } from 'vitest';
import { RedisServer } from '../../../../e2e/support/servers/redis.js';
import { createTestApp } from '../../testing/create-test-app.js';

const PER_SECOND = 10;
const redis = await RedisServer.start();
const environment = {
  REDIS_URL: redis.url,
  RATELIMIT_ENABLED: 'true',
  RATELIMIT_RPS: String(PER_SECOND),
  RATELIMIT_BURST: '0',
};
const first = await createTestApp({ environment });
const second = await createTestApp({ environment, database: first.database });
const cores = [first, second];
afterAll(async () => {
  await second.close();
  await first.close();
  await redis.stop();
});

const redisStates = async () => {
  const responses = await Promise.all(cores.map(({ http }) => http.get('/health/ready')));
  return responses.map(({ status, body }) => [status, Object(Object(body).parts).redis]);
};

/** Calls every core in parallel; returns how many requests were served, and how many one core allows. */
const servedOf = async (times: number, localAddress: string) => {
  const startedAt = performance.now();
  const calls = cores.flatMap(({ http }) =>
    Array.from({ length: times }, () => http.get('/api/ping', { localAddress })),
  );
  const served = (await Promise.all(calls)).filter(({ status }) => status === 200).length;
  const seconds = (performance.now() - startedAt) / 1_000;
  return { served, byOne: PER_SECOND * (1 + Math.floor(seconds)) };
};

describe('two cores on one Redis', () => {
  it('count the requests of a client together', async () => {
    await expect.poll(redisStates).toEqual([
      [200, 'up'],
      [200, 'up'],
    ]);
    // On a busy machine Redis may be late, and each core then counts in process.
    let client = 0;
    const isShared = async () => {
      const { served, byOne } = await servedOf(40, `127.0.1.${(client += 1)}`);
      expect(served).toBeGreaterThanOrEqual(PER_SECOND);
      return served <= byOne;
    };
    await expect.poll(isShared).toBe(true);
  });

  it('stay ready without Redis, report it, and count in process', async () => {
    await redis.kill();
    await expect.poll(redisStates).toEqual([
      [200, 'down'],
      [200, 'down'],
    ]);
    const { served, byOne } = await servedOf(40, '127.0.0.22');
    expect(served).toBeGreaterThanOrEqual(2 * PER_SECOND);
    expect(served).toBeLessThanOrEqual(2 * byOne);
  });
});
