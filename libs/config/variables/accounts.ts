import { keyRing } from '../key-ring.js';
import { duration, integer, signUpPolicy } from '../parsers.js';
import { variable } from '../variable.js';

/** Sessions, links in mails, and passwords. */
export const accountVariables = {
  JWT_SIGNING_KEYS: variable({
    description:
      'Ed25519 keys that sign access tokens: `id:base64` of 32 random bytes each, separated by commas. The first signs, all verify; to rotate, prepend a new key. Standalone generates its own.',
    schema: keyRing,
    requiredBy: ['core', 'standalone'],
    secret: true,
  }),
  ACCESS_TOKEN_TTL: variable({
    description: 'Lifetime of an access token.',
    schema: duration('1s', '1d'),
    default: '15m',
    atMost: ['SESSION_TTL'],
  }),
  SESSION_TTL: variable({
    description: 'Maximum lifetime of a session.',
    schema: duration('1s', '3650d'),
    default: '30d',
  }),
  SESSION_IDLE_TTL: variable({
    description: 'Time after which an unused session ends.',
    schema: duration('1s', '3650d'),
    default: '7d',
    atMost: ['SESSION_TTL'],
  }),
  VERIFY_TOKEN_TTL: variable({
    description: 'Lifetime of the link that verifies an email address.',
    schema: duration('1s', '365d'),
    default: '24h',
  }),
  RESET_TOKEN_TTL: variable({
    description: 'Lifetime of the link that resets a password.',
    schema: duration('1s', '365d'),
    default: '1h',
  }),
  CHANGE_EMAIL_TOKEN_TTL: variable({
    description: 'Lifetime of the links that confirm and stop a change of email address.',
    schema: duration('1s', '365d'),
    default: '24h',
  }),
  SIGN_UP: variable({
    description:
      'Permission to create accounts: `open`, `closed`, or the domains of email addresses that may sign up, separated by commas. An operator can invite any address.',
    schema: signUpPolicy,
    default: 'open',
  }),
  PASSWORD_MIN_LENGTH: variable({
    description: 'Minimum length of an account password.',
    schema: integer(8, 64),
    default: '8',
  }),
};
