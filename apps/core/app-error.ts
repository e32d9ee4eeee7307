import type { ErrorCode, ErrorData } from './http/error-responses.js';

/** A failure that its caller may know of; any other error is returned as `internal`. */
export class AppError extends Error {
  readonly data: ErrorData;

  /** @param code stable, since clients match on it */
  constructor(
    readonly code: ErrorCode,
    message: string,
    { data = {}, cause }: { data?: ErrorData; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = new.target.name;
    this.data = data;
  }
}

export class UnavailableError extends AppError {
  constructor(cause: unknown, retryAfterSeconds = 2) {
    super('unavailable', 'temporarily unavailable', { data: { retryAfterSeconds }, cause });
  }
}
