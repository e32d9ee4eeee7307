import { RequestMethod } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configWarnings } from '#libs/config';
import { NestLogger } from '#libs/observability';
import { CoreModule, type CoreDependencies } from './core.module.js';
import { createHttpAdapter } from './http/create-http-adapter.js';
import { ErrorFilter } from './http/errors/error.filter.js';
import { checkInputLast } from './http/input/input.guard.js';
import { serveApiDocs } from './openapi/serve-api-docs.js';

const OUTSIDE_API = ['health/{*part}', '.well-known/change-password', '.well-known/security.txt'];

/** Builds the API, ready to listen. The caller closes it, and then its dependencies. */
export async function createApp(dependencies: CoreDependencies): Promise<NestFastifyApplication> {
  const { config, logger } = dependencies;
  for (const { variable, cause } of configWarnings(config))
    logger.warn({ variable, cause }, `${variable}: ${cause}`);
  const { adapter, routes } = await createHttpAdapter(dependencies);
  const module = CoreModule.forRoot(dependencies);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.setGlobalPrefix('api', { exclude: OUTSIDE_API.map((path) => ({ path, method: RequestMethod.GET })) });
  checkInputLast(app);
  app.useGlobalFilters(new ErrorFilter(logger, routes));
  if (config.http.corsAllowedOrigins.length > 0) {
    app.enableCors({
      origin: config.http.corsAllowedOrigins,
      credentials: true,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: ['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy', 'Link'],
    });
  }
  if (config.http.apiDocsEnabled) serveApiDocs(app);
  return app;
}
