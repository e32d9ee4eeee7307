import type { Server } from 'node:http';
import { LogController, type FastifyHttpOptions } from 'fastify';
import type { Config } from '#libs/config';
import type { Logger } from '#libs/observability';
import { bodyLimitBytes } from '../notes/note.js';
import { answerBadAddress, answerBrokenRequest } from './broken-request.js';
import { requestIdOf } from './request-id.js';

/** How long a slow client may keep us waiting. Fastify's own defaults wait for ever. */
const HEADERS_TIMEOUT_MS = 8_000;
const REQUEST_TIMEOUT_MS = 30_000;
const IDLE_SOCKET_TIMEOUT_MS = 10_000;
/** Whoever keeps connections for later has to end them before this: Caddy after 5 s (infra/caddy/Caddyfile). */
const KEEP_ALIVE_TIMEOUT_MS = 10_000;
const TIMEOUT_CHECK_MS = 1_000;

/** Slugs have up to 255 characters; longer ones must reach the schema, which answers them as unknown. */
const MAX_PARAMETER_LENGTH = 8_192;

export function fastifyOptions(config: Config, logger: Logger): FastifyHttpOptions<Server> {
  return {
    bodyLimit: bodyLimitBytes(config.notes.maxBytes),
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: IDLE_SOCKET_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    trustProxy: config.http.trustProxy.length > 0 ? config.http.trustProxy : false,
    // A HEAD must not run the GET of a note.
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: requestIdOf,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (fault, request, reply) => answerBadAddress(logger, fault, request, reply),
    clientErrorHandler: (fault, socket) => answerBrokenRequest(logger, fault, socket),
    forceCloseConnections: 'idle',
    // What still comes over a connection that is open is served, as long as anything is.
    return503OnClosing: false,
  };
}
