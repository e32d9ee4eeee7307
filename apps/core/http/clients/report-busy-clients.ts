import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#libs/observability';
import { ActivityWindow, type ClientActivity } from './activity-window.js';
import type { ClientIds } from './client-ids.js';
import { rateLimitKey } from '../requests/rate-limit-key.js';
import { isForApi } from '../requests/request-hooks.js';
import { routeOf } from '../requests/request-names.js';

const WINDOW_MS = 300_000;
const REJECTIONS = new Set([429, 503]);
const NOTES = '/api/v1/note';

/** Logs clients that do far more than people, by id, so that an operator can deny them (DENY_CLIENTS). */
export function reportBusyClients(fastify: FastifyInstance, ids: ClientIds, logger: Logger): void {
  let window = new ActivityWindow();
  let endsAt = Date.now() + WINDOW_MS;
  const report = () => {
    for (const [client, activity] of window.busiest())
      logger.warn({ client: ids.idOf(client, new Date()), ...activity }, 'busy client');
    window = new ActivityWindow();
    endsAt = Date.now() + WINDOW_MS;
  };
  fastify.addHook('onResponse', (request, reply, done) => {
    if (Date.now() >= endsAt) report();
    if (isForApi(request)) window.add(rateLimitKey(request), activityOf(request, reply));
    done();
  });
  fastify.addHook('onClose', async () => report());
}

function activityOf(request: FastifyRequest, { statusCode }: FastifyReply): Partial<ClientActivity> {
  const isCreation = statusCode === 201 && routeOf(request) === NOTES;
  const isRejected = REJECTIONS.has(statusCode);
  const isFailure = statusCode >= 400 && statusCode < 500 && statusCode !== 404 && !isRejected;
  return {
    requests: 1,
    rejected: Number(isRejected),
    failed: Number(isFailure),
    stored_bytes: isCreation ? Number(request.headers['content-length'] ?? 0) : 0,
  };
}
