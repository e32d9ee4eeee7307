import { ApiError } from '#libs/api-client';
import { sharedKinds, type HandledCode } from './error-codes.js';

export type PlainKind =
  | 'account_full'
  | 'blocked'
  | 'daily_limit'
  | 'email_change_open'
  | 'email_in_use'
  | 'expiry_past'
  | 'identity_last'
  | 'invalid_email'
  | 'link_expired'
  | 'link_unknown'
  | 'link_used'
  | 'not_activated'
  | 'offline'
  | 'password_off'
  | 'password_required'
  | 'policy_changed'
  | 'server_down'
  | 'sign_in_again'
  | 'sign_up_closed'
  | 'storage_full'
  | 'too_long'
  | 'too_many_api_keys'
  | 'too_many_webhooks'
  | 'unexpected'
  | 'unreachable'
  | 'weak_password'
  | 'webhook_url'
  | 'wrong_credentials';

/** Reason why a request about an account or its notes failed. Each kind has its own text. */
export type AccountProblem = { kind: PlainKind } | { kind: 'throttled'; seconds: number };

const KIND_BY_CODE: Record<HandledCode, PlainKind> = {
  ...sharedKinds,
  'api_key.too_many': 'too_many_api_keys',
  'identity.last_way_in': 'identity_last',
  'identity.not_found': 'unexpected',
  'link.expired': 'link_expired',
  'link.not_found': 'link_unknown',
  'link.used': 'link_used',
  'note.sign_in_required': 'unexpected',
  'note.slug_invalid': 'unexpected',
  'note.slug_taken': 'unexpected',
  'notice.address_unconfirmed': 'unexpected',
  'reset.expired': 'link_expired',
  'reset.used': 'link_used',
  'session.sign_in_again': 'sign_in_again',
  'user.already_verified': 'link_used',
  'user.blocked': 'blocked',
  'user.email_change_open': 'email_change_open',
  'user.email_in_use': 'email_in_use',
  'user.invalid_email': 'invalid_email',
  'user.not_activated': 'not_activated',
  'user.password_sign_in_off': 'password_off',
  'user.sign_up_closed': 'sign_up_closed',
  'user.weak_password': 'weak_password',
  'user.wrong_credentials': 'wrong_credentials',
  'webhook.too_many': 'too_many_webhooks',
  'webhook.url': 'webhook_url',
};

const kinds = new Map<string, PlainKind>(Object.entries(KIND_BY_CODE));

/** Maps an error of a request about an account or its notes. */
export function accountProblemOf(error: unknown, online: boolean): AccountProblem {
  if (!(error instanceof ApiError)) return { kind: online ? 'unreachable' : 'offline' };
  const kind = kinds.get(error.code);
  if (kind !== undefined) return { kind };
  if (error.status === 429) return { kind: 'throttled', seconds: error.retryAfterSeconds ?? 1 };
  return { kind: error.status >= 500 ? 'server_down' : 'unexpected' };
}
