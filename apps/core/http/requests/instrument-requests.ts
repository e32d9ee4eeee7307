import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { RequestTrace, type Logger, type RequestLine } from '#libs/observability';
import { countRequest, requestsInFlight, timeRequest } from '../http.metrics.js';
import { HttpRequestContext } from './current-request.js';
import { methodName, routeOf } from './request-names.js';

const SLOW_MS = 1_000;

/** Logged like nginx when the client disconnects before the response; no response has this status. */
const CLIENT_DISCONNECTED = 499;

/** Load balancers call these several times a second. */
const HEALTH_PREFIX = '/health/';

/** Runs before every other hook, including Nest's own CORS, so that all run in the context of the request. */
export function instrumentRequests(adapter: FastifyAdapter, logger: Logger): void {
  adapter.setOnRequestHook((request, { raw: response }, done) => {
    const startedAt = performance.now();
    const { id, raw } = request;
    const [method, route] = [methodName(request.method), routeOf(request)];
    const trace = new RequestTrace(new HttpRequestContext(request), { method, route });
    requestsInFlight.inc();
    // Emitted once, after the response or when the client disconnects.
    response.once('close', () => {
      const durationMs = performance.now() - startedAt;
      const isComplete = response.writableFinished;
      const status = isComplete ? response.statusCode : CLIENT_DISCONNECTED;
      const { traceId, waitedMs } = trace;
      trace.end(status);
      requestsInFlight.dec();
      // An incomplete request has waited for its client only.
      if (isComplete || raw.complete) {
        const labels = { method, route, status };
        countRequest(labels);
        timeRequest(labels, durationMs / 1_000, traceId);
      }
      const line = { request_id: id, trace_id: traceId, method: request.method, route, status };
      writeLine(logger.requests, { ...line, duration_ms: tenths(durationMs) }, waitedMs);
    });
    trace.run(done);
  });
}

function writeLine(log: Logger['requests'], line: RequestLine, waitedMs: RequestTrace['waitedMs']): void {
  const isHealthy = line.status < 400 && line.route.startsWith(HEALTH_PREFIX);
  if (line.duration_ms > SLOW_MS) log.warn({ ...line, ...waitFields(waitedMs) }, 'request');
  else log[isHealthy ? 'debug' : 'info'](line, 'request');
}

/** One field for each cause, since log stores filter by field. */
function waitFields(waitedMs: RequestTrace['waitedMs']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(waitedMs).map(([cause, ms]) => [`waited_${cause}_ms`, tenths(ms)]),
  );
}

const tenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
