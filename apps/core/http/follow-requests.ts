import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FollowedRequest, type Logger } from '#libs/observability';

/** People notice, and so should whoever reads the log. */
const SLOW_MS = 1_000;

/** The client hung up before it had its answer; no answer has this status. As nginx logs it. */
const CLIENT_GONE = 499;

/** What the log calls the route of an address that has none. */
export const UNMATCHED = 'unmatched';

/**
 * Follows each request to its end: one log line, with the pattern of its route since a path would show the slug, and a
 * span while traces are on. To be added before all other hooks, which run in the name of the request then.
 */
export function followRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { id, method } = request;
    const route = request.routeOptions.url ?? UNMATCHED;
    const followed = new FollowedRequest({ id, method, route });
    // Comes once, whether the answer went out or the client went away.
    reply.raw.once('close', () => {
      const status = reply.raw.writableFinished ? reply.statusCode : CLIENT_GONE;
      followed.run(() => logRequest(logger, { request, reply, route, status }, followed.waitedMs));
      followed.end(status);
    });
    followed.run(done);
  });
}

interface Ended {
  request: FastifyRequest;
  reply: FastifyReply;
  route: string;
  status: number;
}

function logRequest(
  logger: Logger,
  { request, reply, route, status }: Ended,
  waitedMs: FollowedRequest['waitedMs'],
): void {
  const duration_ms = tenths(reply.elapsedTime);
  const line = { method: request.method, route, status, duration_ms };
  if (duration_ms > SLOW_MS) logger.warn({ ...line, ...waitFields(waitedMs) }, 'request');
  else logger.info(line, 'request');
}

/** One field each, which a log store can filter by. */
function waitFields(waitedMs: FollowedRequest['waitedMs']): Record<string, number> {
  return Object.fromEntries(Object.entries(waitedMs).map(([wait, ms]) => [`waited_${wait}_ms`, tenths(ms)]));
}

const tenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
