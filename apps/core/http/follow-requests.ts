import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { RequestTrace, type Logger, type RequestLine } from '#libs/observability';
import { beginRequest, countRequest, endRequest, timeRequest } from './http.metrics.js';
import { methodName, routeOf } from './request-names.js';

/** People notice, and so should whoever reads the log. */
const SLOW_MS = 1_000;

/** The client hung up before it had its answer; no answer has this status. As nginx logs it. */
const CLIENT_GONE = 499;

/** Asked for several times a second by whoever passes requests on. */
const HEALTH_PREFIX = '/health/';

/**
 * Follows each request to its end, where it is counted, timed, and told of in one log line, with the pattern of its route
 * since a path would show the slug; while traces are on it is a span. All hooks run in the name of the request: Nest's own,
 * of which CORS is one and answers preflights, come before those that can be added to Fastify.
 */
export function followRequests(adapter: FastifyAdapter, logger: Logger): void {
  adapter.setOnRequestHook((request, { raw: response }, done) => {
    const beganAt = performance.now();
    const { id, raw } = request;
    const [method, route] = [methodName(request.method), routeOf(request)];
    const followed = new RequestTrace({ id, method, route });
    beginRequest();
    // Comes once, whether the answer went out or the client went away.
    response.once('close', () => {
      const durationMs = performance.now() - beganAt;
      const isAnswered = response.writableFinished;
      const status = isAnswered ? response.statusCode : CLIENT_GONE;
      const { traceId, waitedMs } = followed;
      followed.end(status);
      endRequest();
      // One that has not come in whole waited for its client alone.
      if (isAnswered || raw.complete) {
        const labels = { method, route, status };
        countRequest(labels);
        timeRequest(labels, durationMs / 1_000, traceId);
      }
      const line = { request_id: id, trace_id: traceId, method: request.method, route, status };
      writeLine(logger.requests, { ...line, duration_ms: tenths(durationMs) }, waitedMs);
    });
    followed.run(done);
  });
}

function writeLine(log: Logger['requests'], line: RequestLine, waitedMs: RequestTrace['waitedMs']): void {
  const isHealthy = line.status < 400 && line.route.startsWith(HEALTH_PREFIX);
  if (line.duration_ms > SLOW_MS) log.warn({ ...line, ...waitFields(waitedMs) }, 'request');
  else log[isHealthy ? 'debug' : 'info'](line, 'request');
}

/** One field each, which a log store can filter by. */
function waitFields(waitedMs: RequestTrace['waitedMs']): Record<string, number> {
  return Object.fromEntries(Object.entries(waitedMs).map(([wait, ms]) => [`waited_${wait}_ms`, tenths(ms)]));
}

const tenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
