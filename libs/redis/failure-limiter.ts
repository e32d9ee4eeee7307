import { LocalWindow } from './local-window.js';
import { createQuota, type SharedCounters } from './rate-limiter.js';
import type { RateLimitResult, WindowLimit } from './window-limit.js';

/** Limit on failures per client, such as requests for what does not exist. */
export interface FailureLimiter {
  /** Sends nothing to Redis: a process rejects a client once one of its own failures exceeded the limit. */
  check(client: string): Omit<RateLimitResult, 'usage'>;
  /** Never throws. */
  record(client: string, weight: number): Promise<void>;
}

export function createFailureLimiter(
  limit: WindowLimit,
  shared: SharedCounters | null = null,
): FailureLimiter {
  const failures = createQuota(limit, shared);
  const rejected = new LocalWindow(limit);
  return {
    check(client) {
      const retryAfterSeconds = rejected.blockedSeconds(client);
      return { allowed: retryAfterSeconds === 0, retryAfterSeconds };
    },
    async record(client, weight) {
      const { allowed, retryAfterSeconds } = await failures.reserve(client, weight);
      if (!allowed) rejected.block(client, retryAfterSeconds);
    },
  };
}
