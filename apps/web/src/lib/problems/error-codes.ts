import type { ErrorCode } from '#libs/api-client';

/**
 * Codes that the web UI handles by HTTP status. Any other code needs an entry in the tables of this folder, so that a new
 * code of the API fails to compile until it is handled.
 */
export type CodeByStatus =
  | 'auth.too_many_attempts'
  | 'auth.unauthorized'
  | 'internal'
  | 'note.locked'
  | 'oauth.code_invalid'
  | 'oauth.provider_not_supported'
  | 'request.address_too_long'
  | 'request.cross_site'
  | 'request.headers_too_large'
  | 'request.invalid'
  | 'request.media_type'
  | 'request.rate_limited'
  | 'request.timeout'
  | 'route.method_not_allowed'
  | 'route.not_found'
  | 'session.not_found'
  | 'session.token_reused'
  | 'unavailable';

export type HandledCode = Exclude<ErrorCode, CodeByStatus>;

/** Codes of accounts, which creating a note never returns. */
export type AccountCode = Extract<HandledCode, `${'link' | 'reset' | 'user'}.${string}`>;
