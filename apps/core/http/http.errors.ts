import { PublicError } from './public-error.js';

export class InvalidRequestError extends PublicError {
  constructor(details: readonly { path: string; message: string }[]) {
    super(400, 'request.invalid', 'invalid request', { details: { details } });
  }
}

export class UnknownRouteError extends PublicError {
  constructor() {
    super(404, 'route.not_found', 'no such address');
  }
}

export class MethodNotAllowedError extends PublicError {
  constructor(allowed: readonly string[]) {
    super(405, 'route.method_not_allowed', 'method not allowed', { headers: { allow: allowed.join(', ') } });
  }
}

export class CrossSiteError extends PublicError {
  constructor() {
    super(403, 'request.cross_site', 'requests from other sites are refused');
  }
}

export class TooManyRequestsError extends PublicError {
  constructor(retryAfterSeconds: number, limit: number) {
    super(429, 'request.rate_limited', 'too many requests', {
      headers: {
        'retry-after': String(retryAfterSeconds),
        ratelimit: `limit=${limit}, remaining=0, reset=${retryAfterSeconds}`,
      },
    });
  }
}

export class UnavailableError extends PublicError {
  constructor(cause: unknown, retryAfterSeconds = 2) {
    super(503, 'unavailable', 'temporarily unavailable', {
      headers: { 'retry-after': String(retryAfterSeconds) },
      cause,
    });
  }
}

/** More to do than there is time for. */
export class OverloadedError extends UnavailableError {
  constructor() {
    super(undefined, 1);
  }
}

/** What Fastify refuses before any handler runs, by status. */
export const refusedByServer = new Map<number, PublicError>([
  [400, new PublicError(400, 'request.invalid', 'invalid request')],
  [408, new PublicError(408, 'request.timeout', 'the request took too long to arrive')],
  [413, new PublicError(413, 'request.too_large', 'request is too large')],
  [414, new PublicError(414, 'request.address_too_long', 'address is too long')],
  [415, new PublicError(415, 'request.media_type', 'content type must be application/json')],
  [431, new PublicError(431, 'request.headers_too_large', 'headers are too large')],
  [503, new UnavailableError(undefined)],
]);

export const internalError = new PublicError(500, 'internal', 'internal error');
