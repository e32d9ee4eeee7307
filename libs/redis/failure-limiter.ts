import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createQuota, type RateLimitResult, type SharedCounters, type WindowLimit } from './rate-limiter.js';

/** Limit on failures per client, such as requests for what does not exist. */
export interface FailureLimiter {
  /** Sends nothing to Redis: a process rejects a client once one of its own failures exceeded the limit. */
  check(client: string): Promise<Omit<RateLimitResult, 'usage'>>;
  /** Never throws. */
  record(client: string, weight: number): Promise<void>;
}

export function createFailureLimiter(
  limit: WindowLimit,
  shared: SharedCounters | null = null,
): FailureLimiter {
  const failures = createQuota(limit, shared);
  const rejected = new RateLimiterMemory({ keyPrefix: limit.name, points: 1, duration: limit.perSeconds });
  return {
    async check(client) {
      const rejection = await rejected.get(client);
      const retryAfterSeconds = Math.ceil((rejection?.msBeforeNext ?? 0) / 1_000);
      return { allowed: rejection === null, retryAfterSeconds };
    },
    async record(client, weight) {
      const { allowed, retryAfterSeconds } = await failures.reserve(client, weight);
      if (!allowed) await rejected.block(client, retryAfterSeconds);
    },
  };
}
