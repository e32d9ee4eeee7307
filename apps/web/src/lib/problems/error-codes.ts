import type { ErrorCode } from '#libs/api-client';

/**
 * Codes that the web UI handles by HTTP status. Any other code needs an entry in the tables of this folder, so that a new
 * code of the API fails to compile until it is handled.
 */
export type CodeByStatus =
  | 'api_key.network'
  | 'api_key.not_found'
  | 'api_key.scope'
  | 'auth.too_many_attempts'
  | 'auth.unauthorized'
  | 'internal'
  | 'keys.wrong'
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
  | 'unavailable'
  | 'webhook.delivery_not_found'
  | 'webhook.not_found';

export type HandledCode = Exclude<ErrorCode, CodeByStatus>;

/** Codes of accounts, which creating a note never returns. */
export type AccountCode = Extract<
  HandledCode,
  `${'api_key' | 'identity' | 'link' | 'reset' | 'session' | 'user' | 'webhook'}.${string}`
>;

/** Codes with the same meaning for a new note and for the notes of an account. */
export const sharedKinds = {
  'note.account_full': 'account_full',
  'note.already_read': 'unexpected',
  'note.content_empty': 'unexpected',
  'note.daily_limit': 'daily_limit',
  'note.envelope_unsupported': 'unexpected',
  'note.expired': 'expiry_past',
  'note.idempotency_key_reused': 'unexpected',
  'note.keep_without_expiry': 'unexpected',
  'note.label_needs_account': 'unexpected',
  'note.no_room': 'storage_full',
  'note.not_found': 'unexpected',
  'note.password_missing': 'unexpected',
  'note.proof_malformed': 'unexpected',
  'note.seal_changed': 'unexpected',
  'note.sealed': 'unexpected',
  'note.wrong_password': 'unexpected',
  'policy.custom_link': 'policy_changed',
  'policy.lifetime': 'policy_changed',
  'policy.password': 'password_required',
  'policy.read_only': 'policy_changed',
  'policy.reusable': 'policy_changed',
  'request.too_large': 'too_long',
} as const;
