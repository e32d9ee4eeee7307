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

export interface RequestLimiter {
  /** Counts one request of the client. Never throws. */
  consume(client: string): Promise<RateLimitResult>;
}

/** Of something that is used up in pieces, such as bytes. */
export interface Quota {
  /** Takes so much, or nothing when less is left. Never throws. */
  reserve(client: string, amount: number): Promise<RateLimitResult>;
  /** What was taken and not used. */
  release(client: string, amount: number): Promise<void>;
}

/** So many points in so many seconds. Processes that count under the same name on one Redis count together. */
interface Bucket {
  name: string;
  points: number;
  seconds: number;
}

/** Where processes count together, and how those whom they count are hidden there. */
export interface SharedCounting {
  redis: RedisConnection;
  encryption: RedisEncryption;
}

type Counter = Pick<RateLimiterMemory, 'consume'>;
type CountingBack = Pick<RateLimiterMemory, 'consume' | 'reward'>;

/**
 * Limits requests per client: a steady rate per second, and above it a burst that refills within ten seconds.
 *
 * @param shared without it, and while Redis is away, each process counts for itself
 */
export function createRequestLimiter(
  settings: { requestsPerSecond: number; burst: number },
  shared: SharedCounting | null = null,
): RequestLimiter {
  const rate = { name: 'rate', points: settings.requestsPerSecond, seconds: 1 };
  const burst = { name: 'burst', points: settings.burst, seconds: BURST_WINDOW_SECONDS };
  const counting = (bucketOn: (bucket: Bucket) => RateLimiterMemory | RateLimiterRedis) =>
    new BurstyRateLimiter(bucketOn(rate), bucketOn(burst));
  return limiting(settings.requestsPerSecond, counting, shared);
}

/**
 * Limits what may happen only now and then, such as mails to one address: so many in so many seconds.
 *
 * @param shared as above
 */
export function createFixedWindowLimiter(
  { name, amount, perSeconds }: { name: string; amount: number; perSeconds: number },
  shared: SharedCounting | null = null,
): RequestLimiter {
  const bucket = { name, points: amount, seconds: perSeconds };
  return limiting(amount, (bucketOn) => bucketOn(bucket), shared);
}

/**
 * So much in so many seconds from the first piece on.
 *
 * @param shared as above; what is taken from one counter while Redis comes or goes is given back to the other
 */
export function createQuota(
  { name, amount: limit, perSeconds }: { name: string; amount: number; perSeconds: number },
  shared: SharedCounting | null = null,
): Quota {
  const bucket = { name, points: limit, seconds: perSeconds };
  const own = inMemory(bucket);
  const together = shared === null ? null : onRedis(shared.redis, bucket);
  const onEither = async <Value>(
    client: string,
    act: (counter: CountingBack, name: string) => Promise<Value>,
  ): Promise<Value> => {
    if (shared === null || together === null) return act(own, client);
    const asked = () => act(together, shared.encryption.hashKey(client)).then((value) => ({ value }));
    const answer = await shared.redis.ask('limit', asked, () => null);
    return answer === null ? act(own, client) : answer.value;
  };
  return {
    reserve: (client, amount) =>
      onEither(client, async (counter, called) => {
        const verdict = await verdictOf(counter, called, limit, amount);
        // A counter has counted what it refused.
        if (!verdict.allowed) await counter.reward(called, amount);
        return verdict;
      }),
    release: (client, amount) =>
      onEither(client, async (counter, called) => void (await counter.reward(called, amount))),
  };
}

function limiting(
  limit: number,
  counting: (bucketOn: (bucket: Bucket) => RateLimiterMemory | RateLimiterRedis) => Counter,
  shared: SharedCounting | null,
): RequestLimiter {
  const own = counting(inMemory);
  if (shared === null) return { consume: (client) => verdictOf(own, client, limit) };
  const { redis, encryption } = shared;
  const together = counting((bucket) => onRedis(redis, bucket));
  return {
    async consume(client) {
      const verdict = await redis.ask(
        'limit',
        () => verdictOf(together, encryption.hashKey(client), limit),
        () => null,
      );
      return verdict ?? verdictOf(own, client, limit);
    },
  };
}

async function verdictOf(
  counter: Counter,
  client: string,
  limit: number,
  points = 1,
): Promise<RateLimitResult> {
  try {
    await counter.consume(client, points);
    return { allowed: true, limit, retryAfterSeconds: 0 };
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    const retryAfterSeconds = Math.max(1, Math.ceil(rejection.msBeforeNext / 1_000));
    return { allowed: false, limit, retryAfterSeconds };
  }
}

function inMemory({ name, points, seconds }: Bucket): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
}

function onRedis({ client }: RedisConnection, { name, points, seconds }: Bucket): RateLimiterRedis {
  return new RateLimiterRedis({
    storeClient: client,
    keyPrefix: `onasty:${name}`,
    points,
    duration: seconds,
  });
}
