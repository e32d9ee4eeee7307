import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestLimiter } from '#libs/redis';
import { CrossSiteError, InvalidRequestError, TooManyRequestsError } from '../http.errors.js';
import { countLimited } from '../http.metrics.js';
import { rateLimitKey } from './rate-limit-key.js';
import { routeOf } from './request-names.js';

const API_PREFIX = '/api/';
const API_DOCS_PREFIX = '/api/docs';

/** Matches the route as well: the router also accepts `/%61pi/…` and `http://host/api/…`. */
export function isForApi(request: FastifyRequest): boolean {
  return request.url.startsWith(API_PREFIX) || routeOf(request).startsWith(API_PREFIX);
}

const API_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Swagger UI uses inline styles. */
const API_DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function addResponseHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (isForApi(request)) reply.headers(API_HEADERS);
    if (request.url.startsWith(API_DOCS_PREFIX)) reply.header('content-security-policy', API_DOCS_POLICY);
    done();
  });
}

/** HTTP/1.1 requires a Host (RFC 9112, section 3.2). Node's own rejection has no body. */
export function rejectMissingHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw }, reply, done) => {
    if (raw.headers.host !== undefined || raw.httpVersion !== '1.1') return done();
    reply.header('connection', 'close');
    done(new InvalidRequestError([{ path: 'Host', message: 'is missing' }]));
  });
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** CSRF protection beside SameSite cookies and JSON-only bodies; only browsers send these headers. */
export function rejectCrossSite(fastify: FastifyInstance, allowedOrigins: readonly string[]): void {
  fastify.addHook('onRequest', ({ method, headers }, _reply, done) => {
    const isForeign =
      headers['sec-fetch-site'] === 'cross-site' && !allowedOrigins.includes(headers.origin ?? '');
    done(isForeign && !SAFE_METHODS.has(method) ? new CrossSiteError() : undefined);
  });
}

export function limitRequests(fastify: FastifyInstance, limiter: RequestLimiter): void {
  fastify.addHook('onRequest', async (request) => {
    if (!isForApi(request)) return;
    const result = await limiter.consume(rateLimitKey(request.ip));
    if (result.allowed) return;
    countLimited('requests');
    throw new TooManyRequestsError(result.retryAfterSeconds, result.limit);
  });
}
