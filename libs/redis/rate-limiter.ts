import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisConnection } from './redis-connection.js';
import type { RedisEncryption } from './redis-encryption.js';

const BURST_WINDOW_SECONDS = 10;

/** Use of one window by a client, after a request. */
export interface WindowUsage {
  name: string;
  remaining: number;
  /** Seconds until the window ends and the whole amount is available again. */
  resetSeconds: number;
}

export interface RateLimitResult {
  allowed: boolean;
  retryAfterSeconds: number;
  usage: readonly WindowUsage[];
}

/** Limit on requests per client. */
export interface RequestLimiter {
  /** A request is rejected if every window is used up. */
  readonly windows: readonly WindowLimit[];
  /** Counts one request of the client. Never throws. */
  consume(client: string): Promise<RateLimitResult>;
}

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

type Counter = RateLimiterMemory | RateLimiterRedis;

interface Window {
  name: string;
  counter: Counter;
}

/** Steady rate plus a burst that refills in 10 s. Without `shared` or Redis, each process counts for itself. */
export function createRequestLimiter(
  settings: { requestsPerSecond: number; burst: number },
  shared: SharedCounters | null = null,
): RequestLimiter {
  const rate = { name: 'rate', amount: settings.requestsPerSecond, perSeconds: 1 };
  const burst = { name: 'burst', amount: settings.burst, perSeconds: BURST_WINDOW_SECONDS };
  return createLimiter([rate, burst], shared);
}

export function createFixedWindowLimiter(
  limit: WindowLimit,
  shared: SharedCounters | null = null,
): RequestLimiter {
  return createLimiter([limit], shared);
}

/** Reserving and releasing may hit different counters while Redis comes or goes. */
export function createQuota(limit: WindowLimit, shared: SharedCounters | null = null): Quota {
  const local = memoryWindow(limit);
  const remote = shared === null ? null : redisWindow(shared.redis, limit);
  const run = async <Value>(
    client: string,
    work: (window: Window, key: string) => Promise<Value>,
  ): Promise<Value> => {
    if (shared === null || remote === null) return work(local, client);
    const onRedis = () => work(remote, shared.encryption.hashKey(client)).then((value) => ({ value }));
    const result = await shared.redis.run('limit', onRedis, () => null);
    return result === null ? work(local, client) : result.value;
  };
  return {
    reserve: (client, amount) =>
      run(client, async (window, key) => {
        const result = await consume(window, key, amount);
        // The library also counts what it rejects.
        if (!result.allowed) await window.counter.reward(key, amount);
        return result;
      }),
    release: (client, amount) =>
      run(client, async ({ counter }, key) => void (await counter.reward(key, amount))),
  };
}

function createLimiter(windows: readonly WindowLimit[], shared: SharedCounters | null): RequestLimiter {
  const local = windows.map(memoryWindow);
  if (shared === null) return { windows, consume: (client) => consumeFirst(local, client) };
  const { redis, encryption } = shared;
  const remote = windows.map((window) => redisWindow(redis, window));
  return {
    windows,
    async consume(client) {
      const onRedis = () => consumeFirst(remote, encryption.hashKey(client));
      return (await redis.run('limit', onRedis, () => null)) ?? consumeFirst(local, client);
    },
  };
}

/** Uses the first window with something left. */
async function consumeFirst([window, ...others]: readonly Window[], key: string): Promise<RateLimitResult> {
  if (window === undefined) return { allowed: false, retryAfterSeconds: Infinity, usage: [] };
  const result = await consume(window, key);
  if (result.allowed) return result;
  const other = await consumeFirst(others, key);
  return {
    allowed: other.allowed,
    retryAfterSeconds: Math.min(result.retryAfterSeconds, other.retryAfterSeconds),
    usage: [...result.usage, ...other.usage],
  };
}

async function consume({ name, counter }: Window, key: string, points = 1): Promise<RateLimitResult> {
  const [allowed, state] = await counter.consume(key, points).then(
    (after) => [true, after] as const,
    (rejection: unknown) => {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      return [false, rejection] as const;
    },
  );
  const resetSeconds = Math.max(1, Math.ceil(state.msBeforeNext / 1_000));
  const usage = [{ name, remaining: state.remainingPoints, resetSeconds }];
  return { allowed, retryAfterSeconds: allowed ? 0 : resetSeconds, usage };
}

function memoryWindow({ name, amount, perSeconds }: WindowLimit): Window {
  return { name, counter: new RateLimiterMemory({ keyPrefix: name, points: amount, duration: perSeconds }) };
}

function redisWindow({ client }: RedisConnection, { name, amount, perSeconds }: WindowLimit): Window {
  const counter = new RateLimiterRedis({
    storeClient: client,
    keyPrefix: `onasty:${name}`,
    points: amount,
    duration: perSeconds,
  });
  return { name, counter };
}
