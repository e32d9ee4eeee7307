import type { KeyRing, Secret, ServerAddress } from '#libs/config';
import type { AppLogger } from '#libs/observability';
import type { EphemeralStore } from './ephemeral-store.js';
import { createFailureLimiter, type FailureLimiter } from './failure-limiter.js';
import { MemoryEphemeralStore } from './memory.ephemeral-store.js';
import {
  createFixedWindowLimiter,
  createQuota,
  createRequestLimiter,
  type Quota,
  type RequestLimiter,
  type SharedCounters,
} from './rate-limiter.js';
import { RedisConnection } from './redis-connection.js';
import { RedisEncryption } from './redis-encryption.js';
import { RedisEphemeralStore } from './redis.ephemeral-store.js';
import type { WindowLimit } from './window-limit.js';

/** `unused`: state is in the memory of this process. */
export type RedisState = 'up' | 'down' | 'unused';

/**
 * State that may be lost: rate limits and short-lived values, shared through Redis, or else per process.
 *
 * @example
 * const state = new EphemeralState({ url: config.redisUrl, keys: config.accounts.signingKeys, logger });
 * await state.open();
 * await state.values.put(key, value, 60);
 */
export class EphemeralState {
  readonly values: EphemeralStore;
  private readonly redis: RedisConnection | null = null;
  private readonly shared: SharedCounters | null = null;

  /** @param settings.keys encrypt what is stored in Redis; the same in every process */
  constructor(settings: { url: ServerAddress | undefined; keys: Secret<KeyRing>; logger: AppLogger }) {
    if (settings.url === undefined) {
      this.values = new MemoryEphemeralStore();
      return;
    }
    const encryption = new RedisEncryption(settings.keys);
    this.redis = new RedisConnection(settings.url, settings.logger);
    this.values = new RedisEphemeralStore(this.redis, encryption);
    this.shared = { redis: this.redis, encryption };
  }

  /** Resolves after at most 2 s, even if Redis is unavailable; it then reconnects later. */
  async open(): Promise<void> {
    await this.redis?.open();
  }

  get redisState(): RedisState {
    if (this.redis === null) return 'unused';
    return this.redis.isUp ? 'up' : 'down';
  }

  /** Limits each client to a steady rate per second, plus a burst that refills within 10 s. */
  requestLimiter(settings: { requestsPerSecond: number; burst: number }): RequestLimiter {
    return createRequestLimiter(settings, this.shared);
  }

  /** Fixed-window limit for rare actions. Limits of the same name share their counters. */
  fixedWindowLimiter(limit: WindowLimit): RequestLimiter {
    return createFixedWindowLimiter(limit, this.shared);
  }

  /** Fixed-window limit on failures. */
  failureLimiter(limit: WindowLimit): FailureLimiter {
    return createFailureLimiter(limit, this.shared);
  }

  /** Fixed-window limit of an amount. */
  quota(limit: WindowLimit): Quota {
    return createQuota(limit, this.shared);
  }

  close(): Promise<void> {
    this.redis?.close();
    return Promise.resolve();
  }
}
