import { afterAll, describe, expect, it } from 'vitest';
import { RedisServer } from '../support/redis.js';
import { until } from '../support/until.js';
import { useCore } from '../support/world.js';

const PER_SECOND = 10;
const redis = await RedisServer.start();
afterAll(() => redis.stop());

describe('two cores on one Redis', () => {
  const world = useCore(
    {
      REDIS_URL: redis.url,
      RATELIMIT_ENABLED: 'true',
      RATELIMIT_RPS: String(PER_SECOND),
      RATELIMIT_BURST: '0',
    },
    2,
  );
  const redisState = async () => {
    const answers = await Promise.all(world().cores.map(({ direct }) => direct.get('/health/ready')));
    return answers.map(({ status, body }) => [status, Object(Object(body).parts).redis]);
  };
  /** How many requests of a client were served, who asked each core so often at once, and how many one core would have. */
  const servedOf = async (times: number, localAddress: string) => {
    const startedAt = performance.now();
    const asked = world().cores.flatMap(({ direct }) =>
      Array.from({ length: times }, () => direct.get('/api/ping', { localAddress })),
    );
    const served = (await Promise.all(asked)).filter(({ status }) => status === 200).length;
    const seconds = (performance.now() - startedAt) / 1_000;
    return { served, byOne: PER_SECOND * (1 + Math.floor(seconds)) };
  };

  it('count the requests of a client together', async () => {
    await until('both use Redis', async () =>
      (await redisState()).every(([status, state]) => status === 200 && state === 'up'),
    );
    // On a busy machine Redis may be late, and each core count for itself for a moment.
    let client = 0;
    await until('they do', async () => {
      const { served, byOne } = await servedOf(40, `127.0.1.${(client += 1)}`);
      expect(served).toBeGreaterThanOrEqual(PER_SECOND);
      return served <= byOne;
    });
  });

  it('are ready while Redis is gone, say so, and count for themselves', async () => {
    await redis.kill();
    await until('both miss Redis', async () =>
      (await redisState()).every(([status, state]) => status === 200 && state === 'down'),
    );
    const { served, byOne } = await servedOf(40, '127.0.0.22');
    expect(served).toBeGreaterThanOrEqual(2 * PER_SECOND);
    expect(served).toBeLessThanOrEqual(2 * byOne);
  });
});
