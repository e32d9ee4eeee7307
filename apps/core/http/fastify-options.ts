import type { Server } from 'node:http';
import { LogController, type FastifyHttpOptions } from 'fastify';
import type { Config } from '#libs/config';
import type { Logger } from '#libs/observability';
import { respondToMalformedUrl, respondToMalformedRequest } from './connections/malformed-request.js';
import { addressesIn } from './requests/client-address.js';
import { requestIdOf } from './requests/request-id.js';
import { routableUrl } from './requests/routable-url.js';
import { publicSchemeOf, securityHeaders } from './security-headers.js';

// Fastify does not time out by default.
const HEADERS_TIMEOUT_MS = 8_000;
const REQUEST_TIMEOUT_MS = 30_000;
const IDLE_SOCKET_TIMEOUT_MS = 10_000;
/** Proxies must close idle connections earlier: Caddy after 5 s (infra/caddy/Caddyfile). */
const KEEP_ALIVE_TIMEOUT_MS = 10_000;
const TIMEOUT_CHECK_MS = 1_000;

/** Longer than any slug: the schema reports an overlong one as unknown. */
const MAX_PARAMETER_LENGTH = 8_192;

export function fastifyOptions(config: Config, logger: Logger): FastifyHttpOptions<Server> {
  const headers = securityHeaders(publicSchemeOf(config.appUrl), config.http.hsts);
  return {
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: IDLE_SOCKET_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      requireHostHeader: false,
    },
    rewriteUrl: ({ url = '/' }) => routableUrl(url),
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    trustProxy: config.http.trustProxy.length > 0 && addressesIn(config.http.trustProxy),
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => respondToMalformedUrl(logger, headers, error, request, reply),
    clientErrorHandler: (error, socket) => respondToMalformedRequest(logger, headers, error, socket),
    forceCloseConnections: 'idle',
    // While draining, requests on open connections are served.
    return503OnClosing: false,
  };
}
