import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnavailableError } from '#libs/database';
import type { Logger } from '#libs/observability';
import {
  internalError,
  MethodNotAllowedError,
  refusedByServer,
  UnavailableError,
  UnknownRouteError,
} from './http.errors.js';
import { PublicError } from './public-error.js';
import type { RouteTable } from './route-table.js';

/** Turns whatever was thrown into the one form of error answers. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.publicErrorOf(thrown, request);
    if (error.status >= 500) {
      this.logger.error(
        { request_id: request.id, code: error.code, err: error.cause ?? thrown },
        'request failed',
      );
    }
    void reply
      .code(error.status)
      // A route that answers text has said so before it threw.
      .type('application/json; charset=utf-8')
      .headers(error.headers)
      .send({ message: error.message, code: error.code, request_id: request.id, ...error.details });
  }

  private publicErrorOf(thrown: unknown, request: FastifyRequest): PublicError {
    if (thrown instanceof PublicError) return thrown;
    if (thrown instanceof DatabaseUnavailableError) return new UnavailableError(thrown);
    if (thrown instanceof NotFoundException) return this.unroutedError(request);
    return refusedByServer.get(statusOf(thrown)) ?? internalError;
  }

  private unroutedError(request: FastifyRequest): PublicError {
    const allowed = this.routes.allowedMethods(request.url);
    const isWrongMethod = allowed.length > 0 && !allowed.includes(request.method);
    return isWrongMethod ? new MethodNotAllowedError(allowed) : new UnknownRouteError();
  }
}

function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null) return 500;
  if ('statusCode' in thrown && typeof thrown.statusCode === 'number') return thrown.statusCode;
  return 'getStatus' in thrown && typeof thrown.getStatus === 'function' ? Number(thrown.getStatus()) : 500;
}
