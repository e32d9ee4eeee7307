import cookies from '@fastify/cookie';
import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readiness } from '#libs/lifecycle';
import { NestLogger } from '#libs/observability';
import { CoreModule, type CoreParts } from './core.module.js';
import { ErrorFilter } from './http/error.filter.js';
import { fastifyOptions } from './http/fastify-options.js';
import { followRequests } from './http/follow-requests.js';
import { acceptJsonOnly } from './http/json-body.js';
import {
  addAnswerHeaders,
  addRequestLimit,
  hangUpWhenLeaving,
  refuseCrossSite,
  refuseWithoutHost,
} from './http/request-hooks.js';
import { RouteTable } from './http/route-table.js';
import { shedLoad } from './http/shed-load.js';
import { validationPipe } from './http/validation.js';
import { serveApiDocs } from './openapi.js';

/** Builds the API, ready to listen. The caller closes it, and then the parts it was given. */
export async function createApp(parts: CoreParts): Promise<NestFastifyApplication> {
  const { config, logger } = parts;
  const adapter = new FastifyAdapter({ ...fastifyOptions(config, logger), skipMiddie: true });
  followRequests(adapter, logger);
  const fastify = adapter.getInstance();
  const routes = new RouteTable(fastify);
  addAnswerHeaders(fastify);
  await shedLoad(fastify);
  refuseWithoutHost(fastify);
  refuseCrossSite(fastify, config.http.corsAllowedOrigins);
  const readiness = new Readiness();
  hangUpWhenLeaving(fastify, readiness);
  if (config.rateLimit.enabled) addRequestLimit(fastify, parts.cache.requestLimiter(config.rateLimit));
  acceptJsonOnly(fastify);
  await fastify.register(cookies);

  const app = await NestFactory.create<NestFastifyApplication>(
    CoreModule.on({ ...parts, readiness }),
    adapter,
    {
      bodyParser: false,
      logger: new NestLogger(logger),
      abortOnError: false,
    },
  );
  app.setGlobalPrefix('api', { exclude: [{ path: 'health/{*part}', method: RequestMethod.GET }] });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ErrorFilter(logger, routes));
  if (config.http.corsAllowedOrigins.length > 0) {
    app.enableCors({
      origin: config.http.corsAllowedOrigins,
      credentials: true,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: ['X-Request-Id', 'Retry-After', 'RateLimit', 'Link'],
    });
  }
  serveApiDocs(app);
  return app;
}
