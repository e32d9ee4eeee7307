/**
 * A fault that the client may know of: the error filter answers it as `{message, code, request_id, …details}`.
 * Whatever else is thrown is logged with its cause and answered as `internal error`.
 */
export class PublicError extends Error {
  /** Further fields of the answer, and headers such as `Retry-After`. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    /** Stable: clients match on it. */
    readonly code: string,
    message: string,
    extras: { details?: Record<string, unknown>; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: extras.cause });
    this.name = 'PublicError';
    this.details = extras.details ?? {};
    this.headers = extras.headers ?? {};
  }
}
