import { ApiError } from '#libs/api-client';

/** What went wrong with an account or its notes, as far as a person needs to know. Each kind has words of its own. */
export type AccountProblem =
  | { kind: 'offline' | 'unreachable' | 'server_down' | 'unexpected' }
  | { kind: 'wrong_credentials' | 'not_activated' | 'invalid_email' | 'email_in_use' | 'weak_password' }
  | { kind: 'link_used' | 'link_expired' | 'link_unknown' }
  | { kind: 'expiry_past' | 'too_long' | 'no_room' | 'account_full' | 'daily_limit' }
  | { kind: 'too_many'; seconds: number };

export type AccountProblemKind = AccountProblem['kind'];

const BY_CODE = new Map<string, AccountProblem>([
  ['user.wrong_credentials', { kind: 'wrong_credentials' }],
  ['user.not_activated', { kind: 'not_activated' }],
  ['user.invalid_email', { kind: 'invalid_email' }],
  ['user.email_in_use', { kind: 'email_in_use' }],
  ['user.weak_password', { kind: 'weak_password' }],
  ['user.already_verified', { kind: 'link_used' }],
  ['link.used', { kind: 'link_used' }],
  ['link.expired', { kind: 'link_expired' }],
  ['link.not_found', { kind: 'link_unknown' }],
  ['reset.used', { kind: 'link_used' }],
  ['reset.expired', { kind: 'link_expired' }],
  ['note.expired', { kind: 'expiry_past' }],
  ['note.no_room', { kind: 'no_room' }],
  ['note.account_full', { kind: 'account_full' }],
  ['note.daily_limit', { kind: 'daily_limit' }],
  ['request.too_large', { kind: 'too_long' }],
]);

/** Words for whatever was thrown while talking to the server about an account. */
export function accountProblemOf(error: unknown, online: boolean): AccountProblem {
  if (!(error instanceof ApiError)) return { kind: online ? 'unreachable' : 'offline' };
  const known = BY_CODE.get(error.code);
  if (known !== undefined) return known;
  if (error.status === 429) return { kind: 'too_many', seconds: error.retryAfterSeconds ?? 1 };
  return { kind: error.status >= 500 ? 'server_down' : 'unexpected' };
}
