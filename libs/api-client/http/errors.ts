interface ApiErrorFields {
  status: number;
  code: string;
  message: string;
  requestId: string | null;
  details: Record<string, unknown>;
  retryAfterSeconds?: number;
}

/** Error response of the API. Decide by `code` (`note.already_read`), which is stable. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** An `ErrorCode`, one that a newer server added, or `http.<status>` for the response of a proxy. */
  readonly code: string;
  /** Identifies the request in the logs of the server. */
  readonly requestId: string | null;
  /** Whole body, with the fields of the code: `tries_left`, `read_at`, `locked_until` … */
  readonly details: Record<string, unknown>;
  /** `Retry-After` of a 429 or 503. */
  readonly retryAfterSeconds?: number;

  constructor({ message, ...fields }: ApiErrorFields) {
    super(message);
    this.status = fields.status;
    this.code = fields.code;
    this.requestId = fields.requestId;
    this.details = fields.details;
    if (fields.retryAfterSeconds !== undefined) this.retryAfterSeconds = fields.retryAfterSeconds;
  }
}

/**
 * No complete response arrived, or one that Onasty does not send, such as the sign-in page of a hotel. The server may
 * have processed the request: retry with the same key.
 */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code = 'network.failed';

  constructor(options?: ErrorOptions) {
    super('The server could not be reached.', options);
  }
}
