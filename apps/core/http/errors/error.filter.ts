import { Catch, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnavailableError } from '#libs/database';
import { UndecryptableError } from '#libs/encryption';
import type { Logger } from '#libs/observability';
import { AppError, UnavailableError } from '../../app-error.js';
import { UndecryptableDataError } from '../../keys/wrong-keys.error.js';
import { frameworkErrors, internalError, MethodNotAllowedError, RouteNotFoundError } from '../http.errors.js';
import { renderError } from './render-error.js';
import type { RouteTable } from '../requests/route-table.js';

@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.appErrorOf(thrown, request);
    const { headers, body, ...response } = renderError(error, request.id);
    const status = request.routeOptions.config.errorStatuses?.[error.code] ?? response.status;
    if (status >= 500) {
      this.logger.error(
        { request_id: request.id, code: error.code, err: error.cause ?? thrown },
        'request failed',
      );
    }
    void reply
      .code(status)
      // A route with a text response has set its type before throwing.
      .type('application/json; charset=utf-8')
      .headers(headers)
      .send(body);
  }

  private appErrorOf(thrown: unknown, request: FastifyRequest): AppError {
    if (thrown instanceof AppError) return thrown;
    if (thrown instanceof DatabaseUnavailableError) return new UnavailableError(thrown);
    if (thrown instanceof UndecryptableError) return new UndecryptableDataError(thrown);
    if (thrown instanceof NotFoundException) return this.unroutedError(request);
    return frameworkErrors.get(statusOf(thrown)) ?? internalError;
  }

  private unroutedError(request: FastifyRequest): AppError {
    const allowed = this.routes.allowedMethods(request.url);
    const isWrongMethod = allowed.length > 0 && !allowed.includes(request.method);
    return isWrongMethod ? new MethodNotAllowedError(allowed) : new RouteNotFoundError();
  }
}

function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null) return 500;
  if ('statusCode' in thrown && typeof thrown.statusCode === 'number') return thrown.statusCode;
  return 'getStatus' in thrown && typeof thrown.getStatus === 'function' ? Number(thrown.getStatus()) : 500;
}
