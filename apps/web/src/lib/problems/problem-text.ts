import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { UNITS } from '../time.js';
import type { AccountProblem, PlainKind } from './account-problem.js';

const TEXTS: Record<PlainKind, () => string> = {
  offline: m.account_problem_offline,
  unreachable: m.account_problem_unreachable,
  server_down: m.account_problem_server_down,
  unexpected: m.account_problem_unexpected,
  wrong_credentials: m.account_problem_wrong_credentials,
  not_activated: m.account_problem_not_activated,
  invalid_email: m.account_problem_invalid_email,
  email_in_use: m.account_problem_email_in_use,
  email_change_open: m.account_problem_email_change_open,
  blocked: m.account_problem_blocked,
  identity_last: m.account_problem_identity_last,
  password_off: m.sso_only_text,
  sign_in_again: m.account_problem_sign_in_again,
  sign_up_closed: m.sign_up_closed_text,
  weak_password: m.account_problem_weak_password,
  link_used: m.link_used_title,
  link_expired: m.link_expired_title,
  link_unknown: m.link_unknown_title,
  expiry_past: m.problem_expiry_past,
  too_long: m.notes_too_long,
  too_many_webhooks: m.account_problem_too_many_webhooks,
  webhook_url: m.account_problem_webhook_url,
  too_many_api_keys: m.account_problem_too_many_api_keys,
  storage_full: m.account_problem_no_room,
  account_full: m.account_problem_account_full,
  password_required: m.problem_password_required,
  policy_changed: m.problem_policy_changed,
  daily_limit: m.account_problem_daily_limit,
};

export function problemText(problem: AccountProblem): string {
  return problem.kind === 'throttled'
    ? m.account_problem_too_many({ when: soon(problem.seconds) })
    : TEXTS[problem.kind]();
}

/** "in 3 minutes", rounded up so that a retry then succeeds. */
function soon(seconds: number): string {
  const [unit, size] = UNITS.find((one) => seconds >= one[1]) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(getLocale()).format(Math.ceil(seconds / size), unit);
}
