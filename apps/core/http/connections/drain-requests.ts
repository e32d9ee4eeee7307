import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Readiness } from '#libs/lifecycle';
import type { Logger } from '#libs/observability';

/** Longer than a request of a well-behaved client; the rest of the shutdown budget is for the dependencies. */
const DRAIN_TIMEOUT_MS = 3_000;

/** Closes kept-alive connections while draining, so that proxies hold none when the process stops. */
export function closeConnectionsWhenDraining(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (readiness.isDraining) reply.header('connection', 'close');
    done();
  });
}

/** Stops listening, then waits: a slow request body cannot delay the stop past the timeout. */
export async function drainRequests(app: NestFastifyApplication, logger: Logger): Promise<void> {
  const { server } = app.getHttpAdapter().getInstance();
  const timer = setTimeout(() => {
    logger.warn('drain timeout: closing connections with requests in flight');
    server.closeAllConnections();
  }, DRAIN_TIMEOUT_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
