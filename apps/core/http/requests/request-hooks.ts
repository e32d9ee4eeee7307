import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CrossSiteError, InvalidRequestError } from '../http.errors.js';
import { securityHeaders, type PublicScheme } from '../security-headers.js';
import { routeOf } from './request-names.js';

const API_PREFIX = '/api/';

/** Matches the route as well: the router also accepts `/%61pi/…` and `http://host/api/…`. */
export function isForApi(request: FastifyRequest): boolean {
  return request.url.startsWith(API_PREFIX) || routeOf(request).startsWith(API_PREFIX);
}

/** Pages replace the policy of their content and may be cached. */
export function addResponseHeaders(fastify: FastifyInstance, publicScheme: PublicScheme, hsts: string): void {
  const headers = securityHeaders(publicScheme, hsts);
  const headersOverHttps = securityHeaders('https', hsts);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.headers(request.protocol === 'https' ? headersOverHttps : headers);
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
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isRejected = !SAFE_METHODS.has(request.method) && isForeign(request, allowedOrigins);
    done(isRejected ? new CrossSiteError() : undefined);
  });
}

/** Insecure pages send no Sec-Fetch-Site, and neither cookies; a proxy may have changed the Host that they call. */
function isForeign({ headers, host }: FastifyRequest, allowedOrigins: readonly string[]): boolean {
  const { origin, cookie, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && allowedOrigins.includes(origin)) return false;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  if (origin === undefined || cookie === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase();
}

/** Lets HEAD respond like GET, except where GET has an effect: monitoring tools send it. */
export function respondToHead(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', function ({ method, routePath, handler, config, onSend }) {
    if (method !== 'GET' || config?.changesState === true) return;
    this.route({
      method: 'HEAD',
      url: routePath,
      handler,
      ...(config && { config }),
      ...(onSend && { onSend }),
    });
  });
}
