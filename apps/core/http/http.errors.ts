import { AppError, UnavailableError } from '../app-error.js';

export class InvalidRequestError extends AppError {
  constructor(details: readonly { path: string; message: string }[]) {
    super('request.invalid', 'invalid request', { data: { details } });
  }
}

export class RouteNotFoundError extends AppError {
  constructor() {
    super('route.not_found', 'no such address');
  }
}

export class MethodNotAllowedError extends AppError {
  constructor(allowed: readonly string[]) {
    super('route.method_not_allowed', 'method not allowed', { data: { allow: allowed.join(', ') } });
  }
}

export class CrossSiteError extends AppError {
  constructor() {
    super('request.cross_site', 'requests from other sites are refused');
  }
}

export class ReadOnlyError extends AppError {
  constructor() {
    super('policy.read_only', 'this server only opens notes');
  }
}

export class TooManyRequestsError extends AppError {
  constructor(retryAfterSeconds: number) {
    super('request.rate_limited', 'too many requests', { data: { retryAfterSeconds } });
  }
}

export class OverloadedError extends UnavailableError {
  constructor() {
    super(undefined, 1);
  }
}

export const requestTooLargeError = new AppError('request.too_large', 'request is too large');

/** Rejections by Node and Fastify before any handler runs, by status. */
export const frameworkErrors = new Map([
  [400, new AppError('request.invalid', 'invalid request')],
  [408, new AppError('request.timeout', 'the request took too long to arrive')],
  [413, requestTooLargeError],
  [414, new AppError('request.address_too_long', 'address is too long')],
  [415, new AppError('request.media_type', 'content type must be application/json')],
  [431, new AppError('request.headers_too_large', 'headers are too large')],
  [503, new UnavailableError(undefined)],
]);

export const internalError = new AppError('internal', 'internal error');
