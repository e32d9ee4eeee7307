import type { FastifyRequest } from 'fastify';

export const UNMATCHED = 'unmatched';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Bounds the label: https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/ */
export function methodName(method: string): string {
  return METHODS.has(method) ? method : '_OTHER';
}

/** Never the path, which contains the slug. Call it once: Fastify builds a large object each time. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? UNMATCHED;
}
