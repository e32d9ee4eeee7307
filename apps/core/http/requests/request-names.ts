import type { FastifyRequest } from 'fastify';

/** Route of a URL without one, in logs, metrics and traces. */
export const UNMATCHED = 'unmatched';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Bounds the label of a method, following OpenTelemetry:
 * https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/
 */
export function methodName(method: string): string {
  return METHODS.has(method) ? method : '_OTHER';
}

/** Returns the route pattern, never the path. Call it once: Fastify builds a large object each time. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? UNMATCHED;
}
