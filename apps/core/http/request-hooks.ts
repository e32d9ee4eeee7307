import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestLimiter } from '#libs/redis';
import type { Readiness } from '#libs/lifecycle';
import { clientOf } from './client-address.js';
import { CrossSiteError, InvalidRequestError, TooManyRequestsError } from './http.errors.js';
import { countLimited } from './http.metrics.js';
import { routeOf } from './request-names.js';

const API_PREFIX = '/api/';
const API_DOCS_PREFIX = '/api/docs';

/** The router also takes `/%61pi/…` and `http://host/api/…`, so the address alone does not tell. */
export function isForApi(request: FastifyRequest): boolean {
  return request.url.startsWith(API_PREFIX) || routeOf(request).startsWith(API_PREFIX);
}

const API_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Swagger's page writes its styles into the page. */
const API_DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Every answer names its request, and no answer of the API is ever stored or run. */
export function addAnswerHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (isForApi(request)) reply.headers(API_HEADERS);
    if (request.url.startsWith(API_DOCS_PREFIX)) reply.header('content-security-policy', API_DOCS_POLICY);
    done();
  });
}

/** HTTP/1.1 demands it (RFC 9112, section 3.2). Node's own refusal would have no body. */
export function refuseWithoutHost(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw }, reply, done) => {
    if (raw.headers.host !== undefined || raw.httpVersion !== '1.1') return done();
    reply.header('connection', 'close');
    done(new InvalidRequestError([{ path: 'Host', message: 'is missing' }]));
  });
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site's page has a browser do here (CSRF): cookies that are SameSite and bodies that must be JSON
 * keep most of it out already. Programs send neither header and are not concerned.
 */
export function refuseCrossSite(fastify: FastifyInstance, allowedOrigins: readonly string[]): void {
  fastify.addHook('onRequest', ({ method, headers }, _reply, done) => {
    const isForeign =
      headers['sec-fetch-site'] === 'cross-site' && !allowedOrigins.includes(headers.origin ?? '');
    done(isForeign && !READING.has(method) ? new CrossSiteError() : undefined);
  });
}

/**
 * Answers of a core that is about to stop end their connection, so that whoever keeps connections for later has none left
 * when it stops.
 */
export function hangUpWhenLeaving(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (readiness.isDraining) reply.header('connection', 'close');
    done();
  });
}

/** Limits what one client address asks of the API. Health checks and the web pages are not counted. */
export function addRequestLimit(fastify: FastifyInstance, limiter: RequestLimiter): void {
  fastify.addHook('onRequest', async (request) => {
    if (!isForApi(request)) return;
    const verdict = await limiter.consume(clientOf(request.ip));
    if (verdict.allowed) return;
    countLimited('requests');
    throw new TooManyRequestsError(verdict.retryAfterSeconds, verdict.limit);
  });
}
