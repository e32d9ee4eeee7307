import type { FastifyInstance } from 'fastify';
import { ReadOnlyError } from '../http.errors.js';

/** Rejects every route that does not declare to serve readers. A preflight has no effect, and an unknown route is 404. */
export function serveReadersOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ is404, method, routeOptions }, _reply, done) => {
    const isServed = is404 || method === 'OPTIONS' || routeOptions.config.servesReaders === true;
    done(isServed ? undefined : new ReadOnlyError());
  });
}
