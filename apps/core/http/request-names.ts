import type { FastifyRequest } from 'fastify';

/** What logs, metrics and traces call the route of an address that has none. */
export const UNMATCHED = 'unmatched';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * What a method is called in metrics and traces, which have no room for whatever a client makes up. As OpenTelemetry has it:
 * https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/
 */
export function methodName(method: string): string {
  return METHODS.has(method) ? method : '_OTHER';
}

/** The pattern of a request's route, never its path. To be asked once: Fastify makes a large object for each answer. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? UNMATCHED;
}
