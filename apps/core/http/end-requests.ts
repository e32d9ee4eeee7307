import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '#libs/observability';

/** Longer than any request takes whose client does its part; what a stop has left then is for the parts. */
const REQUESTS_END_WITHIN_MS = 3_000;

/**
 * Takes no further connections and waits for the requests under way, but not for ever: who sends a body in drips would keep
 * a core from ending.
 */
export async function endRequests(app: NestFastifyApplication, logger: Logger): Promise<void> {
  const { server } = app.getHttpAdapter().getInstance();
  const timer = setTimeout(() => {
    logger.warn('requests that do not end are cut off');
    server.closeAllConnections();
  }, REQUESTS_END_WITHIN_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
