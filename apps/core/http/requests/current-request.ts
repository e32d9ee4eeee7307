import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rateLimitKey } from './rate-limit-key.js';

const requests = new AsyncLocalStorage<FastifyRequest>();

/** Lets services share out scarce work by client, without a parameter in each of them. */
export function keepCurrentRequest(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => requests.run(request, done));
}

export function currentClient(): string {
  const request = requests.getStore();
  return request === undefined ? 'server' : rateLimitKey(request);
}

export function currentCookie(name: string): string | null {
  return requests.getStore()?.cookies[name] ?? null;
}
