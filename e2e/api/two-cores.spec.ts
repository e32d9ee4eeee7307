import { afterAll, describe, expect, it } from 'vitest';
import { RedisServer } from '../support/redis.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';

const redis = await RedisServer.start();
afterAll(() => redis.stop());

describe('two cores on one Redis', () => {
  const world = useCore(
    {
      REDIS_URL: redis.url,
      RATELIMIT_ENABLED: 'true',
      RATELIMIT_RPS: '10',
      RATELIMIT_BURST: '0',
    },
    2,
  );
  const redisState = async () => {
    const answers = await Promise.all(world().cores.map(({ direct }) => direct.get('/health/ready')));
    return answers.map(({ status, body }) => [status, Object(Object(body).parts).redis]);
  };
  /** The worst that a client was answered, who asked each core so often at once. */
  const servedOf = async (times: number, localAddress: string) => {
    const asked = world().cores.flatMap(({ direct }) =>
      Array.from({ length: times }, () => direct.get('/api/ping', { localAddress })),
    );
    return (await Promise.all(asked)).filter(({ status }) => status === 200).length;
  };

  it('count the requests of a client together', async () => {
    await until('both use Redis', async () =>
      (await redisState()).every(([status, state]) => status === 200 && state === 'up'),
    );
    const served = await servedOf(40, '127.0.0.21');
    expect(served).toBeGreaterThanOrEqual(10);
    expect(served).toBeLessThan(40);
  });

  it('are ready while Redis is gone, say so, and count for themselves', async () => {
    await redis.kill();
    await until('both miss Redis', async () =>
      (await redisState()).every(([status, state]) => status === 200 && state === 'down'),
    );
    const served = await servedOf(40, '127.0.0.22');
    expect(served).toBeGreaterThanOrEqual(20);
    expect(served).toBeLessThan(80);
  });
});
