import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { LocalWindow } from './local-window.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisEncryption } from './redis-encryption.js';
import type { RateLimitResult, WindowLimit } from './window-limit.js';

const BURST_WINDOW_SECONDS = 10;

/** Limit on requests per client. */
export interface RequestLimiter {
  /** A request is rejected if every window is used up. */
  readonly windows: readonly WindowLimit[];
  /** Counts one request of the client, at once unless Redis counts. Never throws. */
  consume(client: string): RateLimitResult | Promise<RateLimitResult>;
}

export interface Quota {
  /** Reserves the whole amount, or nothing if less is left. Never throws. */
  reserve(client: string, amount: number): RateLimitResult | Promise<RateLimitResult>;
  release(client: string, amount: number): void | Promise<void>;
}

export interface SharedCounters {
  redis: RedisConnection;
  encryption: RedisEncryption;
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
  const local = new LocalWindow(limit);
  const reserveLocally = (client: string, amount: number) => {
    const result = local.consume(client, amount);
    if (!result.allowed) local.add(client, -amount);
    return result;
  };
  const releaseLocally = (client: string, amount: number) => void local.add(client, -amount);
  if (shared === null) return { reserve: reserveLocally, release: releaseLocally };
  const { redis, encryption } = shared;
  const remote = redisWindow(redis, limit);
  const reserveOnRedis = async (key: string, amount: number) => {
    const result = await consume(remote, key, amount);
    // The library also counts what it rejects.
    if (!result.allowed) await remote.counter.reward(key, amount);
    return result;
  };
  return {
    reserve: (client, amount) =>
      redis.run(
        'limit',
        () => reserveOnRedis(encryption.hashKey(client), amount),
        () => reserveLocally(client, amount),
      ),
    release: (client, amount) =>
      redis.run(
        'limit',
        async () => void (await remote.counter.reward(encryption.hashKey(client), amount)),
        () => releaseLocally(client, amount),
      ),
  };
}

function createLimiter(windows: readonly WindowLimit[], shared: SharedCounters | null): RequestLimiter {
  const local = windows.map((window) => new LocalWindow(window));
  if (shared === null) return { windows, consume: (client) => consumeLocally(local, client) };
  const { redis, encryption } = shared;
  const remote = windows.map((window) => redisWindow(redis, window));
  return {
    windows,
    consume: (client) =>
      redis.run(
        'limit',
        () => consumeOnRedis(remote, encryption.hashKey(client)),
        () => consumeLocally(local, client),
      ),
  };
}

const NOTHING_LEFT: RateLimitResult = { allowed: false, retryAfterSeconds: Infinity, usage: [] };

/** Uses the first window with something left. */
function consumeLocally(windows: readonly LocalWindow[], client: string): RateLimitResult {
  let result = NOTHING_LEFT;
  for (const window of windows) {
    result = withNext(result, window.consume(client));
    if (result.allowed) break;
  }
  return result;
}

async function consumeOnRedis(windows: readonly RedisWindow[], key: string): Promise<RateLimitResult> {
  let result = NOTHING_LEFT;
  for (const window of windows) {
    result = withNext(result, await consume(window, key));
    if (result.allowed) break;
  }
  return result;
}

function withNext(earlier: RateLimitResult, next: RateLimitResult): RateLimitResult {
  if (earlier.usage.length === 0) return next;
  return {
    allowed: next.allowed,
    retryAfterSeconds: Math.min(earlier.retryAfterSeconds, next.retryAfterSeconds),
    usage: [...earlier.usage, ...next.usage],
  };
}

interface RedisWindow {
  name: string;
  counter: RateLimiterRedis;
}

async function consume({ name, counter }: RedisWindow, key: string, points = 1): Promise<RateLimitResult> {
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

function redisWindow({ client }: RedisConnection, { name, amount, perSeconds }: WindowLimit): RedisWindow {
  const counter = new RateLimiterRedis({
    storeClient: client,
    keyPrefix: `onasty:${name}`,
    points: amount,
    duration: perSeconds,
  });
  return { name, counter };
}
