import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const BURST_WINDOW_SECONDS = 10;

export interface RequestVerdict {
  allowed: boolean;
  limit: number;
  retryAfterSeconds: number;
}

export interface RequestLimiter {
  /** Counts one request of the client. Never throws. */
  consume(client: string): Promise<RequestVerdict>;
}

/**
 * Limits requests per client: a steady rate per second, and above it a burst that refills within ten seconds.
 *
 * Kept in memory: each process counts for itself, and the counts are lost when it ends.
 */
export function createRequestLimiter(settings: { requestsPerSecond: number; burst: number }): RequestLimiter {
  const limiter = new BurstyRateLimiter(
    new RateLimiterMemory({ points: settings.requestsPerSecond, duration: 1 }),
    new RateLimiterMemory({ keyPrefix: 'burst', points: settings.burst, duration: BURST_WINDOW_SECONDS }),
  );
  return limiting(limiter, settings.requestsPerSecond);
}

/**
 * Limits what may happen only now and then, such as mails to one address: so many in so many seconds.
 *
 * Kept in memory, like the other.
 */
export function createSlowLimiter(settings: { amount: number; perSeconds: number }): RequestLimiter {
  const { amount, perSeconds } = settings;
  return limiting(new RateLimiterMemory({ points: amount, duration: perSeconds }), amount);
}

function limiting(limiter: Pick<RateLimiterMemory, 'consume'>, limit: number): RequestLimiter {
  return {
    async consume(client) {
      try {
        await limiter.consume(client);
        return { allowed: true, limit, retryAfterSeconds: 0 };
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        return {
          allowed: false,
          limit,
          retryAfterSeconds: Math.max(1, Math.ceil(rejection.msBeforeNext / 1_000)),
        };
      }
    },
  };
}
