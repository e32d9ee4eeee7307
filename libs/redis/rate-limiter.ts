import {
  BurstyRateLimiter,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { RedisConnection } from './redis-connection.js';
import type { RedisEncryption } from './redis-encryption.js';

const BURST_WINDOW_SECONDS = 10;

export interface RateLimitResult {
  allowed: boolean;
  limit: number;
  retryAfterSeconds: number;
}

/** Limit on requests per client. */
export interface RequestLimiter {
  /** Counts one request of the client. Never throws. */
  consume(client: string): Promise<RateLimitResult>;
}

/** Limit on an amount per client, such as bytes in a day. */
export interface Quota {
  /** Reserves the whole amount, or nothing if less is left. Never throws. */
  reserve(client: string, amount: number): Promise<RateLimitResult>;
  release(client: string, amount: number): Promise<void>;
}

/** Limit in a window that starts with the first use. Limits of the same name share their counters. */
export interface WindowLimit {
  name: string;
  amount: number;
  perSeconds: number;
}

export interface SharedCounters {
  redis: RedisConnection;
  encryption: RedisEncryption;
}

type Counter = Pick<RateLimiterMemory, 'consume'>;
type CreateCounter = (limit: WindowLimit) => RateLimiterMemory | RateLimiterRedis;

/** Steady rate plus a burst that refills in 10 s. Without `shared` or Redis, each process counts for itself. */
export function createRequestLimiter(
  settings: { requestsPerSecond: number; burst: number },
  shared: SharedCounters | null = null,
): RequestLimiter {
  const rate = { name: 'rate', amount: settings.requestsPerSecond, perSeconds: 1 };
  const burst = { name: 'burst', amount: settings.burst, perSeconds: BURST_WINDOW_SECONDS };
  const counterOn = (create: CreateCounter) => new BurstyRateLimiter(create(rate), create(burst));
  return createLimiter(settings.requestsPerSecond, counterOn, shared);
}

export function createFixedWindowLimiter(
  limit: WindowLimit,
  shared: SharedCounters | null = null,
): RequestLimiter {
  return createLimiter(limit.amount, (create) => create(limit), shared);
}

/** Reserving and releasing may hit different counters while Redis comes or goes. */
export function createQuota(limit: WindowLimit, shared: SharedCounters | null = null): Quota {
  const local = memoryCounter(limit);
  const remote = shared === null ? null : redisCounter(shared.redis, limit);
  const run = async <Value>(
    client: string,
    work: (counter: Pick<RateLimiterMemory, 'consume' | 'reward'>, key: string) => Promise<Value>,
  ): Promise<Value> => {
    if (shared === null || remote === null) return work(local, client);
    const onRedis = () => work(remote, shared.encryption.hashKey(client)).then((value) => ({ value }));
    const result = await shared.redis.run('limit', onRedis, () => null);
    return result === null ? work(local, client) : result.value;
  };
  return {
    reserve: (client, amount) =>
      run(client, async (counter, key) => {
        const result = await consume(counter, key, limit.amount, amount);
        // The library also counts what it rejects.
        if (!result.allowed) await counter.reward(key, amount);
        return result;
      }),
    release: (client, amount) =>
      run(client, async (counter, key) => void (await counter.reward(key, amount))),
  };
}

function createLimiter(
  limit: number,
  counterOn: (create: CreateCounter) => Counter,
  shared: SharedCounters | null,
): RequestLimiter {
  const local = counterOn(memoryCounter);
  if (shared === null) return { consume: (client) => consume(local, client, limit) };
  const { redis, encryption } = shared;
  const remote = counterOn((window) => redisCounter(redis, window));
  return {
    async consume(client) {
      const onRedis = () => consume(remote, encryption.hashKey(client), limit);
      return (await redis.run('limit', onRedis, () => null)) ?? consume(local, client, limit);
    },
  };
}

async function consume(counter: Counter, key: string, limit: number, points = 1): Promise<RateLimitResult> {
  try {
    await counter.consume(key, points);
    return { allowed: true, limit, retryAfterSeconds: 0 };
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1_000));
    return { allowed: false, limit, retryAfterSeconds };
  }
}

function memoryCounter({ name, amount, perSeconds }: WindowLimit): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: name, points: amount, duration: perSeconds });
}

function redisCounter({ client }: RedisConnection, limit: WindowLimit): RateLimiterRedis {
  const { name, amount, perSeconds } = limit;
  return new RateLimiterRedis({
    storeClient: client,
    keyPrefix: `onasty:${name}`,
    points: amount,
    duration: perSeconds,
  });
}
