import { Counter } from 'prom-client';
import { registry } from '#libs/observability';

const REASONS = {
  password: ['credentials', 'not_activated', 'limited', 'failed'],
  provider: ['access_denied', 'state', 'provider', 'unverified_email', 'failed'],
} as const;
const PROVIDERS = ['google', 'github', 'oidc'] as const;

export type PasswordFailure = (typeof REASONS.password)[number];

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
  help: 'Failed sign-ins. By password: wrong `credentials`, `not_activated` for an unverified email address, `limited` after too many wrong passwords, `failed` for an internal error. Through a provider: `access_denied` by the user, a mismatched `state`, a failure of the `provider`, `unverified_email`, or `failed` for an internal error.',
  labelNames: ['way', 'reason'],
  registers: [registry],
});
for (const reason of REASONS.password) signInFailures.inc({ way: 'password', reason }, 0);
for (const way of PROVIDERS) for (const reason of REASONS.provider) signInFailures.inc({ way, reason }, 0);
