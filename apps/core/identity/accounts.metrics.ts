import { Counter } from 'prom-client';
import { registry } from '#libs/observability';
import { OAUTH_ERROR_REASONS } from './oauth/oauth.errors.js';

const PASSWORD_REASONS = ['credentials', 'not_activated', 'blocked', 'limited', 'failed'] as const;
const PROVIDERS = ['google', 'github', 'oidc'] as const;

export type PasswordFailure = (typeof PASSWORD_REASONS)[number];

export const signUps = new Counter({
  name: 'onasty_sign_ups_total',
  help: 'Accounts created, by sign-up or by a first sign-in through a provider.',
  registers: [registry],
});

export const confirmations = new Counter({
  name: 'onasty_confirmations_total',
  help: 'Accounts whose email address was verified by a link.',
  registers: [registry],
});

export const signIns = new Counter({
  name: 'onasty_sign_ins_total',
  help: 'Sessions opened, by password or through a provider.',
  labelNames: ['way'],
  registers: [registry],
});
for (const way of ['password', ...PROVIDERS]) signIns.inc({ way }, 0);

export const signInFailures = new Counter({
  name: 'onasty_sign_in_failures_total',
  help: 'Failed sign-ins. By password: wrong `credentials`, `not_activated` for an unverified email address, `blocked` by an operator, `limited` after too many wrong passwords, `failed` for an internal error. Through a provider: `access_denied` by the user, a mismatched `state`, a failure of the `provider`, a client that is `misconfigured` there, an email address that is `unverified_email`, `unvouched_email`, `missing_email` or `invalid_email`, an account of a `domain_not_allowed`, a new one while `sign_up_closed`, one that is `blocked`, or `failed` for an internal error.',
  labelNames: ['way', 'reason'],
  registers: [registry],
});
for (const reason of PASSWORD_REASONS) signInFailures.inc({ way: 'password', reason }, 0);
for (const way of PROVIDERS) for (const reason of OAUTH_ERROR_REASONS) signInFailures.inc({ way, reason }, 0);
