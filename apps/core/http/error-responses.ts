type Datum = string | number | Date | null | undefined | readonly (object | number | null)[];

export interface ErrorData {
  readonly retryAfterSeconds?: number;
  readonly allow?: string;
  readonly [name: string]: Datum;
}

interface ErrorResponse {
  status: number;
  /** Data of the error that the body shows, in snake case. */
  details?: readonly string[];
  headers?: (data: ErrorData) => Record<string, string>;
  code?: string;
}

const retryAfter = ({ retryAfterSeconds }: ErrorData) => ({ 'retry-after': String(retryAfterSeconds) });
const retryInAMinute = () => retryAfter({ retryAfterSeconds: 60 });

const responses = {
  'api_key.network': { status: 403 },
  'api_key.not_found': { status: 404 },
  'api_key.scope': { status: 403 },
  'api_key.too_many': { status: 409 },
  'auth.too_many_attempts': { status: 429, headers: retryAfter },
  'auth.unauthorized': { status: 401, headers: () => ({ 'www-authenticate': 'Bearer' }) },
  'identity.last_way_in': { status: 409 },
  'identity.not_found': { status: 404 },
  internal: { status: 500 },
  'keys.wrong': { status: 503, headers: retryAfter },
  'link.expired': { status: 410 },
  'link.not_found': { status: 404 },
  'link.used': { status: 400 },
  'note.account_full': { status: 507, details: ['maxBytes'], headers: retryInAMinute },
  'note.already_read': {
    status: 404,
    details: ['slug', 'content', 'readAt', 'createdAt', 'expiresAt'],
  },
  'note.content_empty': { status: 400 },
  'note.daily_limit': { status: 429, details: ['maxBytes', 'maxNotes'], headers: retryAfter },
  'note.envelope_unsupported': { status: 400 },
  'note.expired': { status: 410, details: ['expiresAt'] },
  // Shares its code with an expired note by contract, but never a status.
  'note.expiry_passed': { status: 410, code: 'note.expired' },
  'note.idempotency_key_reused': { status: 422 },
  'note.keep_without_expiry': { status: 400 },
  'note.label_needs_account': { status: 401, headers: () => ({ 'www-authenticate': 'Bearer' }) },
  'note.locked': { status: 429, details: ['lockedUntil'], headers: retryAfter },
  'note.no_room': { status: 507, headers: retryInAMinute },
  'note.not_found': { status: 404 },
  'note.password_missing': { status: 400 },
  'note.proof_malformed': { status: 400 },
  'note.seal_changed': { status: 400 },
  'note.sealed': { status: 400 },
  'note.sign_in_required': { status: 401, headers: () => ({ 'www-authenticate': 'Bearer' }) },
  'note.slug_invalid': { status: 400 },
  'note.slug_taken': { status: 400 },
  'note.wrong_password': { status: 404, details: ['triesLeft', 'lockedUntil'] },
  'notice.address_unconfirmed': { status: 400 },
  'oauth.code_invalid': { status: 400 },
  'oauth.provider_not_supported': { status: 400 },
  'policy.custom_link': { status: 403 },
  'policy.lifetime': { status: 403, details: ['lifetimesSeconds'] },
  'policy.password': { status: 403 },
  'policy.read_only': { status: 403 },
  'policy.reusable': { status: 403 },
  'request.address_too_long': { status: 414 },
  'request.cross_site': { status: 403 },
  'request.headers_too_large': { status: 431 },
  'request.invalid': { status: 400, details: ['details'] },
  'request.media_type': { status: 415 },
  'request.rate_limited': { status: 429, headers: retryAfter },
  'request.timeout': { status: 408 },
  'request.too_large': { status: 413, details: ['maxBytes'] },
  'reset.expired': { status: 400 },
  'reset.used': { status: 400 },
  'route.method_not_allowed': { status: 405, headers: ({ allow }) => ({ allow: String(allow) }) },
  'route.not_found': { status: 404 },
  'session.not_found': { status: 404 },
  'session.sign_in_again': { status: 401, headers: () => ({ 'www-authenticate': 'Bearer' }) },
  'session.token_reused': { status: 401 },
  unavailable: { status: 503, headers: retryAfter },
  'user.already_verified': { status: 400 },
  'user.blocked': { status: 403 },
  'user.email_change_open': { status: 400 },
  'user.email_in_use': { status: 400 },
  'user.invalid_email': { status: 400 },
  'user.not_activated': { status: 400 },
  'user.sign_up_closed': { status: 403 },
  'user.password_sign_in_off': { status: 403 },
  'user.weak_password': { status: 400 },
  'user.wrong_credentials': { status: 400 },
  'webhook.delivery_not_found': { status: 404 },
  'webhook.not_found': { status: 404 },
  'webhook.too_many': { status: 409 },
  'webhook.url': { status: 400 },
} satisfies Record<string, ErrorResponse>;

export type ErrorCode = keyof typeof responses;

/** The response to each error, unless a route declares another status with `@RespondsTo`. */
export const errorResponses: Record<ErrorCode, ErrorResponse> = responses;

export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(responses, text);
}

export const publicErrorCodes = [
  ...new Set(Object.entries<ErrorResponse>(responses).map(([code, response]) => response.code ?? code)),
];
