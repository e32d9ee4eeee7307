interface ApiErrorFields {
  status: number;
  code: string;
  message: string;
  requestId: string | null;
  details: Record<string, unknown>;
  retryAfterSeconds?: number;
}

/** The server answered, and the answer is no. Decide by `code` (`note.already_read`), which is stable. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** `http.<status>` when whoever answered was not Onasty, a proxy say. */
  readonly code: string;
  /** What to quote to whoever runs the server. */
  readonly requestId: string | null;
  /** The whole body: `tries_left`, `read_at`, `locked_until` … as the code promises. */
  readonly details: Record<string, unknown>;
  /** How long the server asks to wait, of 429 and 503. */
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
 * No answer arrived, or only a part, or something that Onasty does not say (the sign-in page of a hotel). Whether the
 * server acted is unknown: repeat the call with the same key.
 */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code = 'network.failed';

  constructor(options?: ErrorOptions) {
    super('The server could not be reached.', options);
  }
}
