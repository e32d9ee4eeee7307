import type { KeyRing, Secret } from '#libs/config';
import type { AppLogger } from '#libs/observability';
import { MemoryEphemeralStore } from './memory.ephemeral-store.js';
import { RedisConnection } from './redis-connection.js';
import { RedisEncryption } from './redis-encryption.js';
import { RedisEphemeralStore } from './redis.ephemeral-store.js';
import {
  createQuota,
  createRequestLimiter,
  createFixedWindowLimiter,
  type Quota,
  type RequestLimiter,
  type SharedCounting,
} from './request-limiter.js';
import type { EphemeralStore } from './ephemeral-store.js';

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
export class EphemeralState {
  readonly values: EphemeralStore;
  private readonly redis: RedisConnection | null = null;
  private readonly counting: SharedCounting | null = null;

  /** @param settings.keys what is kept in Redis is hidden under; every process must have the same */
  constructor(settings: { url: Secret<string> | undefined; keys: Secret<KeyRing>; logger: AppLogger }) {
    if (settings.url === undefined) {
      this.values = new MemoryEphemeralStore();
      return;
    }
    const encryption = new RedisEncryption(settings.keys);
    this.redis = new RedisConnection(settings.url, settings.logger);
    this.values = new RedisEphemeralStore(this.redis, encryption);
    this.counting = { redis: this.redis, encryption };
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
  fixedWindowLimiter(settings: { name: string; amount: number; perSeconds: number }): RequestLimiter {
    return createFixedWindowLimiter(settings, this.counting);
  }

  /** So much in so many seconds, taken in pieces. */
  quota(settings: { name: string; amount: number; perSeconds: number }): Quota {
    return createQuota(settings, this.counting);
  }

  close(): Promise<void> {
    this.redis?.close();
    return Promise.resolve();
  }
}
