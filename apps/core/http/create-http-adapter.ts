import cookies from '@fastify/cookie';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { CoreDependencies } from '../core.module.js';
import { acceptJsonOnly } from './body/json-body.js';
import { closeConnectionsWhenDraining } from './connections/drain-requests.js';
import { fastifyOptions } from './fastify-options.js';
import { ClientIds } from './clients/client-ids.js';
import { denyClients } from './clients/deny-clients.js';
import { instrumentRequests } from './requests/instrument-requests.js';
import { limitRequests, reportUntrustedProxy } from './requests/limit-requests.js';
import { reportBusyClients } from './clients/report-busy-clients.js';
import {
  addResponseHeaders,
  rejectCrossSite,
  rejectMissingHost,
  respondToHead,
} from './requests/request-hooks.js';
import { RouteTable } from './requests/route-table.js';
import { serveReadersOnly } from './requests/serve-readers-only.js';
import { shedLoad } from './requests/shed-load.js';
import { publicSchemeOf } from './security-headers.js';

type HttpDependencies = Pick<CoreDependencies, 'config' | 'logger' | 'cache' | 'readiness'>;

/** Hooks run in the order in which they are added. */
export async function createHttpAdapter({ config, logger, cache, readiness }: HttpDependencies) {
  const adapter = new FastifyAdapter({ ...fastifyOptions(config, logger), skipMiddie: true });
  instrumentRequests(adapter, logger);
  const fastify = adapter.getInstance();
  const routes = new RouteTable(fastify);
  respondToHead(fastify);
  addResponseHeaders(fastify, publicSchemeOf(config.appUrl), config.http.hsts);
  reportUntrustedProxy(fastify, logger);
  await shedLoad(fastify);
  rejectMissingHost(fastify);
  rejectCrossSite(fastify, [config.frontendUrl, config.appUrl, ...config.http.corsAllowedOrigins]);
  const clientIds = new ClientIds(config.accounts.signingKeys);
  denyClients(fastify, config.http.denyClients, clientIds);
  reportBusyClients(fastify, clientIds, logger);
  closeConnectionsWhenDraining(fastify, readiness);
  if (config.rateLimit.enabled) limitRequests(fastify, cache.requestLimiter(config.rateLimit));
  if (config.readOnly) serveReadersOnly(fastify);
  acceptJsonOnly(fastify, config);
  await fastify.register(cookies);
  return { adapter, routes };
}
