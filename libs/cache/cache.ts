import type { KeyRing, Secret } from '#libs/config';
import { MemoryShortLivedStore } from './memory.short-lived-store.js';
import { RedisConnection, type CacheLogger } from './redis-connection.js';
import { RedisVeil } from './redis-veil.js';
import { RedisShortLivedStore } from './redis.short-lived-store.js';
import {
  createAllowance,
  createRequestLimiter,
  createSlowLimiter,
  type Allowance,
  type RequestLimiter,
  type SharedCounting,
} from './request-limiter.js';
import type { ShortLivedStore } from './short-lived-store.js';

/** `unused` where there is none: everything is in the memory of this process. */
export type RedisState = 'up' | 'down' | 'unused';

/**
 * State that may be lost: limits of requests, and values for a short time. On Redis all processes share it; without, each
 * has its own.
 *
 * @example
 * const cache = new Cache({ url: config.redisUrl, keys: config.accounts.signingKeys, logger });
 * await cache.values.put(key, value, 60);
 */
export class Cache {
  readonly values: ShortLivedStore;
  private readonly redis: RedisConnection | null = null;
  private readonly counting: SharedCounting | null = null;

  /** @param settings.keys what is kept in Redis is hidden under; every process must have the same */
  constructor(settings: { url: Secret<string> | undefined; keys: Secret<KeyRing>; logger: CacheLogger }) {
    if (settings.url === undefined) {
      this.values = new MemoryShortLivedStore();
      return;
    }
    const veil = new RedisVeil(settings.keys);
    this.redis = new RedisConnection(settings.url, settings.logger);
    this.values = new RedisShortLivedStore(this.redis, veil);
    this.counting = { redis: this.redis, veil };
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
    return createRequestLimiter(settings, this.counting);
  }

  /** So many in so many seconds, for what happens now and then. Those of one name count together. */
  slowLimiter(settings: { name: string; amount: number; perSeconds: number }): RequestLimiter {
    return createSlowLimiter(settings, this.counting);
  }

  /** So much in so many seconds, taken in pieces. */
  allowance(settings: { name: string; amount: number; perSeconds: number }): Allowance {
    return createAllowance(settings, this.counting);
  }

  close(): Promise<void> {
    this.redis?.close();
    return Promise.resolve();
  }
}
