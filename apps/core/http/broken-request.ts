import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#libs/observability';
import { frameworkErrors, internalError } from './http.errors.js';
import { countRequest } from './http.metrics.js';
import { renderError } from './render-error.js';
import { methodName, UNMATCHED } from './request-names.js';

const STATUS_BY_CODE = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_HEADER_OVERFLOW', 431],
]);

/** Answers what is not even HTTP, or came too slowly, in the form of every other error, and hangs up. */
export function answerBrokenRequest(logger: Logger, fault: NodeJS.ErrnoException, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_BY_CODE.get(fault.code ?? '') ?? 400;
  const error = frameworkErrors.get(status) ?? internalError;
  const requestId = randomUUID();
  logger.info({ request_id: requestId, route: UNMATCHED, status, code: fault.code }, 'broken request');
  countRequest({ method: methodName(''), route: UNMATCHED, status });
  const body = JSON.stringify(renderError(error, requestId).body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers an address that can't be decoded, before any hook or route has seen it. */
export function answerBadAddress(
  logger: Logger,
  fault: { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const error = frameworkErrors.get(fault.statusCode ?? 500) ?? internalError;
  const { status, body } = renderError(error, request.id);
  countRequest({ method: methodName(request.method), route: UNMATCHED, status });
  logger.info({ request_id: request.id, method: request.method, route: UNMATCHED, status }, 'request');
  void reply
    .code(status)
    .headers({
      'x-request-id': request.id,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    })
    .send(JSON.stringify(body));
}
