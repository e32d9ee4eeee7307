import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#libs/observability';
import { renderError } from '../errors/render-error.js';
import { frameworkErrors, internalError } from '../http.errors.js';
import { countRequest } from '../http.metrics.js';
import { methodName, UNMATCHED } from '../requests/request-names.js';

const STATUS_BY_CODE = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

export function respondToMalformedRequest(
  logger: Logger,
  headers: Record<string, string>,
  { code }: NodeJS.ErrnoException,
  socket: Socket,
): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_BY_CODE.get(code ?? '') ?? 400;
  const requestId = randomUUID();
  logger.info({ request_id: requestId, route: UNMATCHED, status, code }, 'malformed request');
  countRequest({ method: methodName(''), route: UNMATCHED, status });
  const body = JSON.stringify(renderError(frameworkErrors.get(status) ?? internalError, requestId).body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Fastify rejects undecodable URLs before any hook runs. */
export function respondToMalformedUrl(
  logger: Logger,
  headers: Record<string, string>,
  error: { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const rendered = renderError(frameworkErrors.get(error.statusCode ?? 500) ?? internalError, request.id);
  const { status, body } = rendered;
  countRequest({ method: methodName(request.method), route: UNMATCHED, status });
  logger.info({ request_id: request.id, method: request.method, route: UNMATCHED, status }, 'request');
  void reply
    .code(status)
    .headers({
      ...headers,
      'x-request-id': request.id,
      'content-type': 'application/json; charset=utf-8',
    })
    .send(JSON.stringify(body));
}
