import { Counter } from 'prom-client';
import { registry } from '#libs/observability';

/** Why signing in did not work: by a password, and through a provider as the web page is told. */
const REASONS = {
  password: ['credentials', 'not_activated', 'limited', 'failed'],
  provider: ['access_denied', 'state', 'provider', 'unverified_email', 'failed'],
} as const;
const PROVIDERS = ['google', 'github', 'oidc'] as const;

export type PasswordFailure = (typeof REASONS.password)[number];

export const signUps = new Counter({
  name: 'onasty_sign_ups_total',
  help: 'Accounts that were made, with a password or by a first sign-in through a provider.',
  registers: [registry],
});

export const confirmations = new Counter({
  name: 'onasty_confirmations_total',
  help: 'Accounts whose address was confirmed by a link in a mail.',
  registers: [registry],
});

export const signIns = new Counter({
  name: 'onasty_sign_ins_total',
  help: 'Sessions that were opened, by a password or through a provider.',
  labelNames: ['way'],
  registers: [registry],
});
for (const way of ['password', ...PROVIDERS]) signIns.inc({ way }, 0);

export const signInFailures = new Counter({
  name: 'onasty_sign_in_failures_total',
  help: 'Sign-ins that did not work. By a password: wrong `credentials`, an address that is `not_activated`, `limited` after too many wrong ones, `failed` for our part. Through a provider: `access_denied` there, a `state` that does not fit, the `provider` itself, `unverified_email`, or `failed`.',
  labelNames: ['way', 'reason'],
  registers: [registry],
});
for (const reason of REASONS.password) signInFailures.inc({ way: 'password', reason }, 0);
for (const way of PROVIDERS) for (const reason of REASONS.provider) signInFailures.inc({ way, reason }, 0);
