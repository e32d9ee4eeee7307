import type { Secret } from '#libs/config';
import { MemoryShortLivedStore } from './memory.short-lived-store.js';
import { RedisConnection, type CacheLogger } from './redis-connection.js';
import { RedisShortLivedStore } from './redis.short-lived-store.js';
import { createRequestLimiter, createSlowLimiter, type RequestLimiter } from './request-limiter.js';
import type { ShortLivedStore } from './short-lived-store.js';

/** `unused` where there is none: everything is in the memory of this process. */
export type RedisState = 'up' | 'down' | 'unused';

/**
 * State that may be lost: limits of requests, and values for a short time. On Redis all processes share it; without, each
 * has its own.
 *
 * @example
 * const cache = new Cache({ url: config.redisUrl, logger });
 * await cache.values.put(key, value, 60);
 */
export class Cache {
  readonly values: ShortLivedStore;
  private readonly redis: RedisConnection | null;

  constructor({ url, logger }: { url: Secret<string> | undefined; logger: CacheLogger }) {
    this.redis = url === undefined ? null : new RedisConnection(url, logger);
    this.values = this.redis === null ? new MemoryShortLivedStore() : new RedisShortLivedStore(this.redis);
  }

  /**
   * To be awaited before requests are taken, so that the first ones find Redis. Resolves as well when it is not there, after
   * two seconds at most.
   */
  async open(): Promise<void> {
    await this.redis?.firstTry();
  }

  get redisState(): RedisState {
    if (this.redis === null) return 'unused';
    return this.redis.isUp ? 'up' : 'down';
  }

  /** A steady rate per second for each client, and above it a burst that refills within ten seconds. */
  requestLimiter(settings: { requestsPerSecond: number; burst: number }): RequestLimiter {
    return createRequestLimiter(settings, this.redis);
  }

  /** So many in so many seconds, for what happens now and then. Those of one name count together. */
  slowLimiter(settings: { name: string; amount: number; perSeconds: number }): RequestLimiter {
    return createSlowLimiter(settings, this.redis);
  }

  close(): Promise<void> {
    this.redis?.close();
    return Promise.resolve();
  }
}
