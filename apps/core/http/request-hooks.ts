import type { FastifyInstance } from 'fastify';
import type { RequestLimiter } from '#libs/cache';
import type { Logger } from '#libs/observability';
import { clientOf } from './client-address.js';
import { TooManyRequestsError } from './http.errors.js';

const API_PREFIX = '/api/';
const API_DOCS_PREFIX = '/api/docs';

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
    if (request.url.startsWith(API_PREFIX)) reply.headers(API_HEADERS);
    if (request.url.startsWith(API_DOCS_PREFIX)) reply.header('content-security-policy', API_DOCS_POLICY);
    done();
  });
}

/** One line for each request, with the pattern of its route: a path would show the slug. */
export function addRequestLog(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.info(
      {
        request_id: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}

/** Limits what one client address asks of the API. Health checks and the web pages are not counted. */
export function addRequestLimit(fastify: FastifyInstance, limiter: RequestLimiter): void {
  fastify.addHook('onRequest', async (request) => {
    if (!request.url.startsWith(API_PREFIX)) return;
    const verdict = await limiter.consume(clientOf(request.ip));
    if (!verdict.allowed) throw new TooManyRequestsError(verdict.retryAfterSeconds, verdict.limit);
  });
}
