import type { FastifyRequest } from 'fastify';
import { currentRequest, RequestContext } from '#libs/observability';
import { rateLimitKey } from './rate-limit-key.js';

/** Lets services share out scarce work by client, without a parameter in each of them. */
export class HttpRequestContext extends RequestContext {
  constructor(readonly http: FastifyRequest) {
    super(http.id);
  }
}

export function currentClient(): string {
  const request = currentHttpRequest();
  return request === undefined ? 'server' : rateLimitKey(request);
}

export function currentCookie(name: string): string | null {
  return currentHttpRequest()?.cookies[name] ?? null;
}

function currentHttpRequest(): FastifyRequest | undefined {
  const current = currentRequest();
  return current instanceof HttpRequestContext ? current.http : undefined;
}
