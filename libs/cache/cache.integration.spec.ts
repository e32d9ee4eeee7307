import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { RedisServer } from '../../e2e/support/redis.js';
import { until } from '../../e2e/support/until.js';
import { Cache } from './index.js';
import { shortLivedStoreSuite } from './testing/short-lived-store-suite.js';

describe('a cache on Redis', () => {
  let redis: RedisServer;
  let caches: Cache[];
  const said: string[] = [];
  const logger = {
    info: (_fields: object, message: string) => void said.push(message),
    warn: (_fields: object, message: string) => void said.push(message),
  };
  const one = () => caches[0] ?? expect.fail('no cache');
  const other = () => caches[1] ?? expect.fail('no cache');
  const areUp = () => caches.every(({ redisState }) => redisState === 'up');

  beforeAll(async () => {
    redis = await RedisServer.start();
    caches = [1, 2].map(() => new Cache({ url: new Secret(redis.url), logger }));
    await until('both are connected', areUp);
  });
  afterAll(async () => {
    await Promise.all(caches.map((cache) => cache.close()));
    await redis.stop();
  });

  describe('keeps values for a short time, which', () => {
    shortLivedStoreSuite(() => ({ store: one().values, pass: (seconds) => pause(seconds * 1_000) }));

    it('another process finds, once', async () => {
      await one().values.put('shared', 'value', 60);
      expect(await other().values.take('shared')).toBe('value');
      expect(await one().values.take('shared')).toBeNull();
    });
  });

  it('counts requests of all processes together', async () => {
    const limiters = caches.map((cache) => cache.slowLimiter({ name: 'test', amount: 5, perSeconds: 60 }));
    const verdicts = await Promise.all(
      limiters.flatMap((limiter) => Array.from({ length: 10 }, () => limiter.consume('ada@example.com'))),
    );
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5);
  });

  it('tells Redis no address of those whom it counts', async () => {
    await one().requestLimiter({ requestsPerSecond: 5, burst: 5 }).consume('203.0.113.9');
    const client = new Redis(redis.url);
    const keys = await client.keys('*');
    client.disconnect();
    expect(keys).toEqual(expect.arrayContaining([expect.stringMatching(/^onasty:rate:[\w-]{43}$/)]));
    expect(keys.join(' ')).not.toMatch(/203\.0\.113|ada@/);
  });

  it('goes on in its own memory while Redis hangs or is gone, and uses it again when it is back', async () => {
    const limiter = one().slowLimiter({ name: 'hang', amount: 3, perSeconds: 60 });
    redis.freeze();
    const verdicts = [];
    for (let count = 0; count < 8; count += 1) verdicts.push(await limiter.consume('ada'));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(3);
    await until('Redis is given up', () => one().redisState === 'down');
    await one().values.put('while it hangs', 'value', 60);
    expect(await one().values.take('while it hangs')).toBe('value');
    redis.thaw();
    await until('it is used again', areUp);

    await redis.kill();
    await until('it is missed', () => caches.every(({ redisState }) => redisState === 'down'));
    await one().values.put('while it is gone', 'value', 60);
    await redis.restart();
    await until('it is used again', areUp);
    expect(await one().values.take('while it is gone')).toBe('value');
    await one().values.put('afterwards', 'value', 60);
    expect(await other().values.take('afterwards')).toBe('value');
    expect(said.filter((message) => message.startsWith('Redis is gone')).length).toBeGreaterThanOrEqual(2);
  });
});

describe('a cache whose Redis was never there', () => {
  it('works in its own memory from the start', async () => {
    const cache = new Cache({
      url: new Secret('redis://127.0.0.1:1'),
      logger: { info: () => undefined, warn: () => undefined },
    });
    await cache.values.put('key', 'value', 60);
    expect(await cache.values.take('key')).toBe('value');
    expect(cache.redisState).toBe('down');
    await cache.close();
  });
});
