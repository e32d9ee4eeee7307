import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { FaultProxy } from '../../e2e/support/fault-proxy.js';
import { RedisServer } from '../../e2e/support/redis.js';
import { until } from '../../e2e/support/until.js';
import { fallbacks } from './redis.metrics.js';
import { EphemeralState } from './index.js';
import { ephemeralStoreSuite } from './testing/ephemeral-store-suite.js';

const keys = new Secret({ activeId: 'test', keys: new Map([['test', randomBytes(32)]]) });

describe('a cache on Redis', () => {
  let redis: RedisServer;
  /** Past the caches, to see and change what is in it. */
  let client: Redis;
  let caches: EphemeralState[];
  const { said, logger } = listener();
  const one = () => caches[0] ?? expect.fail('no cache');
  const other = () => caches[1] ?? expect.fail('no cache');
  const areUp = () => caches.every(({ redisState }) => redisState === 'up');

  beforeAll(async () => {
    redis = await RedisServer.start();
    client = new Redis(redis.url);
    client.on('error', () => undefined);
    caches = [1, 2].map(() => new EphemeralState({ url: new Secret(redis.url), keys, logger }));
    await Promise.all(caches.map((cache) => cache.open()));
  });
  afterAll(async () => {
    client.disconnect();
    await Promise.all(caches.map((cache) => cache.close()));
    await redis.stop();
  });

  it('is connected once it was opened', () => {
    expect(areUp()).toBe(true);
  });

  describe('keeps values for a short time, which', () => {
    ephemeralStoreSuite(() => ({ store: one().values, pass: (seconds) => pause(seconds * 1_000) }));

    it('another process finds, once', async () => {
      await one().values.put('shared', 'value', 60);
      expect(await other().values.take('shared')).toBe('value');
      expect(await one().values.take('shared')).toBeNull();
    });
  });

  it('counts requests of all processes together', async () => {
    const limiters = caches.map((cache) =>
      cache.fixedWindowLimiter({ name: 'test', amount: 5, perSeconds: 60 }),
    );
    const verdicts = await Promise.all(
      limiters.flatMap((limiter) => Array.from({ length: 10 }, () => limiter.consume('ada@example.com'))),
    );
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5);
  });

  it('has all processes use up one allowance, of which nothing is lost by what is refused', async () => {
    const bytes = caches.map((cache) => cache.quota({ name: 'bytes', amount: 1_000, perSeconds: 60 }));
    const taken = await Promise.all(
      bytes.flatMap((allowance) =>
        Array.from({ length: 3 }, () => allowance.reserve('ada@example.com', 300)),
      ),
    );
    expect(taken.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(3);
    for (const { allowed } of taken) if (allowed) await bytes[0]?.release('ada@example.com', 300);
    expect(await bytes[0]?.reserve('ada@example.com', 700)).toMatchObject({ allowed: true });
    expect(await bytes[1]?.reserve('ada@example.com', 301)).toMatchObject({ allowed: false });
    expect(await bytes[1]?.reserve('ada@example.com', 300)).toMatchObject({ allowed: true });
  });

  it('tells Redis neither whom it counts nor what it keeps', async () => {
    await one().requestLimiter({ requestsPerSecond: 5, burst: 5 }).consume('203.0.113.9');
    await one().values.put('hidden', 'the value', 60);
    const names = await client.keys('*');
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^onasty:rate:[\w-]{43}$/)]));
    const plainHash = createHash('sha256').update('203.0.113.9').digest('base64url');
    for (const text of ['203.0.113', 'ada@', plainHash]) expect(names.join(' ')).not.toContain(text);
    expect(await client.get('onasty:value:hidden')).not.toContain('the value');
  });

  it('believes nothing that somebody else wrote into Redis', async () => {
    await one().values.put('mine', 'value', 60);
    const mine = await client.get('onasty:value:mine');
    await client.mset('onasty:value:moved', mine ?? '', 'onasty:value:made-up', 'value');
    for (const key of ['moved', 'made-up']) expect(await one().values.take(key)).toBeNull();
    expect(await one().values.take('mine')).toBe('value');
  });

  it('waits once for a Redis that hangs, and for nothing until it has answered', async () => {
    const limiter = one().fixedWindowLimiter({ name: 'hang', amount: 3, perSeconds: 60 });
    await redis.freeze();
    const first = await limiter.consume('ada');
    expect(one().redisState).toBe('down');
    const others = [await limiter.consume('ada'), await limiter.consume('ada'), await limiter.consume('ada')];
    expect([first, ...others].filter(({ allowed }) => allowed)).toHaveLength(3);
    await one().values.put('while it hangs', 'value', 60);
    expect(await one().values.take('while it hangs')).toBe('value');
    redis.thaw();
    await until('it is used again', areUp);
  });

  it('gives a value once, also when Redis kept it without saying so in time', async () => {
    await redis.freeze();
    await one().values.put('unconfirmed', 'value', 60);
    redis.thaw();
    await until('Redis has it too', async () => (await client.exists('onasty:value:unconfirmed')) === 1);
    await until('it is used again', areUp);
    expect(await one().values.take('unconfirmed')).toBe('value');
    expect(await one().values.take('unconfirmed')).toBeNull();
  });

  it('goes on in its own memory while Redis is gone, says so once, and uses it again when it is back', async () => {
    said.length = 0;
    await redis.kill();
    await until('it is missed', () => caches.every(({ redisState }) => redisState === 'down'));
    await one().values.put('while it is gone', 'value', 60);
    await redis.restart();
    await until('it is used again', areUp);
    expect(await one().values.take('while it is gone')).toBe('value');
    await one().values.put('afterwards', 'value', 60);
    expect(await other().values.take('afterwards')).toBe('value');
    expect(said.filter((message) => message.startsWith('Redis is not there'))).toHaveLength(2);
    expect(said.filter((message) => message === 'Redis is there')).toHaveLength(2);
  });

  it('goes on, and says so once, when Redis answers but refuses', async () => {
    said.length = 0;
    await client.config('SET', 'maxmemory', '1');
    for (const key of ['one', 'two']) {
      await one().values.put(key, 'value', 60);
      await until('it has answered', areUp);
      expect(await one().values.take(key)).toBe('value');
    }
    expect(said).toEqual([expect.stringMatching(/^Redis did not do what it was asked.*OOM/)]);
    await client.config('SET', 'maxmemory', '0');
  });
});

describe('a cache whose Redis takes its time', () => {
  it('waits no longer for two commands than for one', async () => {
    const redis = await RedisServer.start();
    const slowly = await FaultProxy.start(redis.port);
    const { logger } = listener();
    const url = new Secret(`redis://127.0.0.1:${slowly.port}`);
    const cache = new EphemeralState({ url, keys, logger });
    await cache.open();
    const fallbacksBefore = await countedFallbacks();
    slowly.delayMs = 40;
    // Who is above the rate is looked up among the bursts as well: that takes 160 ms.
    const limiter = cache.requestLimiter({ requestsPerSecond: 1, burst: 5 });
    const verdicts = await Promise.all([1, 2].map(() => limiter.consume('ada')));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true]);
    expect(await countedFallbacks()).toBeGreaterThan(fallbacksBefore);
    await cache.close();
    await slowly.stop();
    await redis.stop();
  });
});

describe('a cache whose Redis was never there', () => {
  it('works in its own memory from the start, and says why', async () => {
    const { said, logger } = listener();
    const cache = new EphemeralState({ url: new Secret('redis://127.0.0.1:1'), keys, logger });
    await cache.open();
    await cache.values.put('key', 'value', 60);
    expect(await cache.values.take('key')).toBe('value');
    expect(cache.redisState).toBe('down');
    expect(said).toEqual([expect.stringMatching(/^Redis is not there.*ECONNREFUSED/)]);
    await cache.close();
  });
});

describe('a cache that Redis does not let in', () => {
  it('works in its own memory, and says why without the password', async () => {
    const redis = await RedisServer.start();
    const { said, logger } = listener();
    const url = redis.url.replace('//', '//onasty:hunter2@');
    const cache = new EphemeralState({ url: new Secret(url), keys, logger });
    await cache.open();
    expect(cache.redisState).toBe('down');
    expect(said).toEqual([expect.stringMatching(/^Redis is not there.*WRONGPASS/)]);
    expect(said.join(' ')).not.toContain('hunter2');
    await cache.close();
    await redis.stop();
  });
});

/** How often the memory of this process was asked instead. */
async function countedFallbacks(): Promise<number> {
  const { values } = await fallbacks.get();
  return values[0]?.value ?? 0;
}

/** A logger, and what it was told. */
function listener() {
  const said: string[] = [];
  const say = (fields: object, message: string) =>
    void said.push(Object.keys(fields).length === 0 ? message : `${message} ${JSON.stringify(fields)}`);
  return { said, logger: { info: say, warn: say, error: say } };
}
