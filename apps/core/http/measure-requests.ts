import type { FastifyInstance } from 'fastify';
import { currentTraceId } from '#libs/observability';
import { beginRequest, failedRequests, requestLatency, successfulRequests } from './http.metrics.js';

const METHODS = new Set(['GET', 'POST', 'PATCH', 'DELETE']);

/** Whatever a client sends as path and method makes no label: there would be no end of them. */
const UNMATCHED = 'unmatched';

/** Counts and times each request. To be added before the hooks that may refuse one. */
export function measureRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    // A client that goes away gets no answer, and so no `onResponse`.
    reply.raw.once('close', beginRequest());
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? UNMATCHED;
    count({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    done();
  });
}

/** One that was answered before any route could be looked for. */
export function countUnroutable(method: string | undefined, status: number): void {
  count({ method: method ?? '', route: UNMATCHED, status }, null);
}

interface Answered {
  method: string;
  route: string;
  status: number;
}

function count({ method, route, status }: Answered, seconds: number | null): void {
  const labels = { method: METHODS.has(method) ? method : 'OTHER', route, status };
  if (seconds !== null) {
    const traceId = currentTraceId();
    const exemplarLabels = traceId === undefined ? {} : { trace_id: traceId };
    requestLatency.observe({ labels, value: seconds, exemplarLabels });
  }
  (status < 400 ? successfulRequests : failedRequests).inc(labels);
}
