import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#libs/observability';
import type { RateLimitResult, RequestLimiter, WindowLimit, WindowUsage } from '#libs/redis';
import { TooManyRequestsError } from '../http.errors.js';
import { countLimited } from '../http.metrics.js';
import { rateLimitKey } from './rate-limit-key.js';
import { isForApi } from './request-hooks.js';

type Limit = 'requests' | 'mails';

export function limitRequests(fastify: FastifyInstance, limiter: RequestLimiter): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isForApi(request)) return done();
    const apply = (result: RateLimitResult) => done(applyLimit(reply, limiter, 'requests', result));
    const result = limiter.consume(rateLimitKey(request));
    if (result instanceof Promise) void applyLater(result, apply);
    else apply(result);
  });
}

async function applyLater(
  result: Promise<RateLimitResult>,
  apply: (result: RateLimitResult) => void,
): Promise<void> {
  apply(await result);
}

/** Counts a request, and shows the client what is left. @throws {TooManyRequestsError} */
export async function limitRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  limiter: RequestLimiter,
  limit: Limit,
): Promise<void> {
  const error = applyLimit(reply, limiter, limit, await limiter.consume(rateLimitKey(request)));
  if (error !== undefined) throw error;
}

function applyLimit(
  reply: FastifyReply,
  limiter: RequestLimiter,
  limit: Limit,
  { allowed, retryAfterSeconds, usage }: RateLimitResult,
): TooManyRequestsError | undefined {
  showLimits(reply, limiter.windows, usage);
  if (allowed) return undefined;
  countLimited(limit);
  return new TooManyRequestsError(retryAfterSeconds);
}

export function showLimits(
  reply: FastifyReply,
  windows: readonly WindowLimit[],
  usage: readonly WindowUsage[],
): void {
  append(reply, 'ratelimit-policy', windows.map(policyItem));
  append(reply, 'ratelimit', usage.map(usageItem));
}

// https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/
const policyItem = ({ name, amount, perSeconds }: WindowLimit) => `"${name}";q=${amount};w=${perSeconds}`;
const usageItem = ({ name, remaining, resetSeconds }: WindowUsage) =>
  `"${name}";r=${remaining};t=${resetSeconds}`;

function append(reply: FastifyReply, name: string, items: readonly string[]): void {
  const earlier = reply.getHeader(name);
  void reply.header(name, [...(earlier === undefined ? [] : [earlier]), ...items].join(', '));
}

const FORWARDING_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip'];

/** Without the addresses of its clients, all clients of a proxy share one limit. Reported once. */
export function reportUntrustedProxy(fastify: FastifyInstance, logger: Logger): void {
  let isReported = false;
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!isReported && hidesItsClients(request)) {
      isReported = true;
      logger.warn(
        `the clients of ${request.socket.remoteAddress} share one rate limit: if it is your reverse proxy, add its address to TRUST_PROXY and let it send X-Forwarded-For`,
      );
    }
    done();
  });
}

function hidesItsClients({ headers, ips = [] }: FastifyRequest): boolean {
  return ips.length < 2 && FORWARDING_HEADERS.some((name) => headers[name] !== undefined);
}
