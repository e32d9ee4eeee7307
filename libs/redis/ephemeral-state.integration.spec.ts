import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisAddress, Secret } from '#libs/config';
import { FaultProxy } from '../../e2e/support/servers/fault-proxy.js';
import { RedisServer } from '../../e2e/support/servers/redis.js';
import { until } from '../../e2e/support/until.js';
import { fallbacks } from './redis.metrics.js';
import { EphemeralState } from './index.js';
import { ephemeralStoreSuite, lasting } from './testing/ephemeral-store-suite.js';

const keys = new Secret({ activeId: 'test', keys: new Map([['test', randomBytes(32)]]) });

describe('EphemeralState on Redis', () => {
  let redis: RedisServer;
  /** Direct access to the data. */
  let client: Redis;
  let states: EphemeralState[];
  const { messages, logger } = recorder();
  const one = () => states[0] ?? expect.fail('no state');
  const other = () => states[1] ?? expect.fail('no state');
  const areUp = () => states.every(({ redisState }) => redisState === 'up');

  beforeAll(async () => {
    redis = await RedisServer.start();
    client = new Redis(redis.url);
    client.on('error', () => undefined);
    states = [1, 2].map(() => new EphemeralState({ url: redisAddress.parse(redis.url), keys, logger }));
    await Promise.all(states.map((state) => state.open()));
  });
  afterAll(async () => {
    client.disconnect();
    await Promise.all(states.map((state) => state.close()));
    await redis.stop();
  });

  it('is connected after open()', () => {
    expect(areUp()).toBe(true);
  });

  describe('values', () => {
    ephemeralStoreSuite(() => ({ store: one().values, pass: (seconds) => pause(seconds * 1_000) }));

    it('are shared with other processes, and taken once', async () => {
      await one().values.put('shared', 'value', lasting(60));
      expect(await other().values.take('shared')).toBe('value');
      expect(await one().values.take('shared')).toBeNull();
    });
  });

  it('uses no other database than that of its URL', async () => {
    const { messages: logged, logger: lost } = recorder();
    const url = redisAddress.parse(`${redis.url}/99`);
    const state = new EphemeralState({ url, keys, logger: lost });
    await state.open();
    await until('the failure is logged', () => logged.length > 0);
    await state.values.put('elsewhere', 'value', lasting(60));
    expect(await state.values.take('elsewhere')).toBe('value');
    expect(state.redisState).not.toBe('up');
    expect(logged).toEqual([
      expect.stringMatching(/^Redis unavailable.*Redis has no database of that number/),
    ]);
    await state.close();
  });

  it('counts requests of all processes together', async () => {
    const limiters = states.map((state) =>
      state.fixedWindowLimiter({ name: 'test', amount: 5, perSeconds: 60 }),
    );
    const results = await Promise.all(
      limiters.flatMap((limiter) =>
        Array.from({ length: 10 }, async () => limiter.consume('ada@example.com')),
      ),
    );
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(5);
  });

  it('counts failures of all processes together, and each rejects after a failure of its own', async () => {
    const limiters = states.map((state) =>
      state.failureLimiter({ name: 'failures', amount: 5, perSeconds: 60 }),
    );
    const [first, second] = atLeastTwo(limiters);
    for (let failure = 0; failure < 5; failure += 1) await first.record('ada@example.com', 1);
    await second.record('ada@example.com', 1);
    expect(second.check('ada@example.com')).toMatchObject({ allowed: false });
    expect(first.check('ada@example.com')).toMatchObject({ allowed: true });
    await first.record('ada@example.com', 1);
    expect(first.check('ada@example.com')).toMatchObject({ allowed: false });
  });

  it('shares a quota among processes, and charges nothing for rejected reservations', async () => {
    const quotas = states.map((state) => state.quota({ name: 'bytes', amount: 1_000, perSeconds: 60 }));
    const taken = await Promise.all(
      quotas.flatMap((quota) => Array.from({ length: 3 }, async () => quota.reserve('ada@example.com', 300))),
    );
    expect(taken.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(3);
    for (const { allowed } of taken) if (allowed) await quotas[0]?.release('ada@example.com', 300);
    expect(await quotas[0]?.reserve('ada@example.com', 700)).toMatchObject({ allowed: true });
    expect(await quotas[1]?.reserve('ada@example.com', 301)).toMatchObject({ allowed: false });
    expect(await quotas[1]?.reserve('ada@example.com', 300)).toMatchObject({ allowed: true });
  });

  it('hides clients and values from Redis', async () => {
    await one().requestLimiter({ requestsPerSecond: 5, burst: 5 }).consume('203.0.113.9');
    await one().values.put('hidden', 'the value', lasting(60));
    const names = await client.keys('*');
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^onasty:rate:[\w-]{43}$/)]));
    const plainHash = createHash('sha256').update('203.0.113.9').digest('base64url');
    for (const text of ['203.0.113', 'ada@', plainHash]) expect(names.join(' ')).not.toContain(text);
    expect(await client.get('onasty:value:hidden')).not.toContain('the value');
  });

  it('rejects values that others wrote into Redis', async () => {
    await one().values.put('mine', 'value', lasting(60));
    const mine = await client.get('onasty:value:mine');
    await client.mset('onasty:value:moved', mine ?? '', 'onasty:value:made-up', 'value');
    for (const key of ['moved', 'made-up']) expect(await one().values.take(key)).toBeNull();
    expect(await one().values.take('mine')).toBe('value');
  });

  it('waits once for a hung Redis, then falls back until it responds', async () => {
    const limiter = one().fixedWindowLimiter({ name: 'hang', amount: 3, perSeconds: 60 });
    await redis.freeze();
    const first = await limiter.consume('ada');
    expect(one().redisState).toBe('down');
    const others = [await limiter.consume('ada'), await limiter.consume('ada'), await limiter.consume('ada')];
    expect([first, ...others].filter(({ allowed }) => allowed)).toHaveLength(3);
    await one().values.put('while it hangs', 'value', lasting(60));
    expect(await one().values.take('while it hangs')).toBe('value');
    redis.thaw();
    await until('Redis is used again', areUp);
  });

  it('returns a value once, also if Redis stored it without confirming in time', async () => {
    await redis.freeze();
    await one().values.put('unconfirmed', 'value', lasting(60));
    redis.thaw();
    await until('Redis has stored it', async () => (await client.exists('onasty:value:unconfirmed')) === 1);
    await until('Redis is used again', areUp);
    expect(await one().values.take('unconfirmed')).toBe('value');
    expect(await one().values.take('unconfirmed')).toBeNull();
  });

  it('falls back to process memory during an outage, logs it once, and reconnects', async () => {
    messages.length = 0;
    await redis.kill();
    await until('the outage is noticed', () => states.every(({ redisState }) => redisState === 'down'));
    await one().values.put('while it is gone', 'value', lasting(60));
    await redis.restart();
    await until('Redis is used again', areUp);
    expect(await one().values.take('while it is gone')).toBe('value');
    await one().values.put('afterwards', 'value', lasting(60));
    expect(await other().values.take('afterwards')).toBe('value');
    expect(messages.filter((message) => message.startsWith('Redis unavailable'))).toHaveLength(2);
    expect(messages.filter((message) => message === 'Redis connected')).toHaveLength(2);
  });

  it('falls back and logs once if Redis rejects a command', async () => {
    messages.length = 0;
    await client.config('SET', 'maxmemory', '1');
    for (const key of ['one', 'two']) {
      await one().values.put(key, 'value', lasting(60));
      await until('Redis has responded', areUp);
      expect(await one().values.take(key)).toBe('value');
    }
    expect(messages).toEqual([expect.stringMatching(/^Redis rejected a command.*OOM/)]);
    await client.config('SET', 'maxmemory', '0');
  });
});

describe('EphemeralState on a slow Redis', () => {
  it('applies one timeout to an operation of two commands', async () => {
    const redis = await RedisServer.start();
    const proxy = await FaultProxy.start(redis.port);
    const { logger } = recorder();
    const url = redisAddress.parse(`redis://127.0.0.1:${proxy.port}`);
    const state = new EphemeralState({ url, keys, logger });
    await state.open();
    const fallbacksBefore = await countFallbacks();
    proxy.delayMs = 40;
    // Beyond the rate, the burst is a second round trip: 160 ms in all.
    const limiter = state.requestLimiter({ requestsPerSecond: 1, burst: 5 });
    const results = await Promise.all([1, 2].map(async () => limiter.consume('ada')));
    expect(results.map(({ allowed }) => allowed)).toEqual([true, true]);
    expect(await countFallbacks()).toBeGreaterThan(fallbacksBefore);
    await state.close();
    await proxy.stop();
    await redis.stop();
  });
});

describe('EphemeralState with an unreachable Redis', () => {
  it('works in process memory from the start, and logs the reason', async () => {
    const { messages, logger } = recorder();
    const state = new EphemeralState({ url: redisAddress.parse('redis://127.0.0.1:1'), keys, logger });
    await state.open();
    await state.values.put('key', 'value', lasting(60));
    expect(await state.values.take('key')).toBe('value');
    expect(state.redisState).toBe('down');
    expect(messages).toEqual([expect.stringMatching(/^Redis unavailable.*nothing listens.*REDIS_URL/)]);
    await state.close();
  });
});

describe('EphemeralState with invalid credentials', () => {
  it('works in process memory, and logs the reason without the password', async () => {
    const redis = await RedisServer.start();
    const { messages, logger } = recorder();
    const url = redis.url.replace('//', '//onasty:hunter2@');
    const state = new EphemeralState({ url: redisAddress.parse(url), keys, logger });
    await state.open();
    expect(state.redisState).toBe('down');
    expect(messages).toEqual([
      expect.stringMatching(/^Redis unavailable.*rejects the user or the password.*REDIS_URL/),
    ]);
    expect(messages.join(' ')).not.toContain('hunter2');
    await state.close();
    await redis.stop();
  });
});

/** Operations served from process memory so far. */
async function countFallbacks(): Promise<number> {
  const { values } = await fallbacks.get();
  return values[0]?.value ?? 0;
}

/** A logger that records its messages. */
function recorder() {
  const messages: string[] = [];
  const record = (fields: object, message: string) =>
    void messages.push(Object.keys(fields).length === 0 ? message : `${message} ${JSON.stringify(fields)}`);
  return { messages, logger: { info: record, warn: record, error: record } };
}

function atLeastTwo<T>([first, second]: T[]): [T, T] {
  if (first === undefined || second === undefined) throw new Error('needs two processes');
  return [first, second];
}
