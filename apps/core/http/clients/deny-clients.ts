import type { FastifyInstance, FastifyRequest } from 'fastify';
import { TooManyRequestsError } from '../http.errors.js';
import { countLimited } from '../http.metrics.js';
import { addressesIn } from '../requests/client-address.js';
import type { ClientIds } from './client-ids.js';
import { clientAddressOf, rateLimitKey } from '../requests/rate-limit-key.js';
import { isForApi } from '../requests/request-hooks.js';

const RETRY_AFTER_SECONDS = 3_600;

const isNetwork = (entry: string) => /[.:]/.test(entry);

/** Rejects the API requests of clients that the operator denies, by network or by the id of the log. */
export function denyClients(fastify: FastifyInstance, denied: readonly string[], ids: ClientIds): void {
  if (denied.length === 0) return;
  const isInNetwork = addressesIn(denied.filter(isNetwork));
  const deniedIds = denied.filter((entry) => !isNetwork(entry));
  const isDenied = (request: FastifyRequest) => {
    if (isInNetwork(clientAddressOf(request))) return true;
    const client = rateLimitKey(request);
    return deniedIds.some((id) => ids.names(id, client));
  };
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!isForApi(request) || !isDenied(request)) return done();
    countLimited('denied');
    done(new TooManyRequestsError(RETRY_AFTER_SECONDS));
  });
}
