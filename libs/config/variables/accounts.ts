import { keyRing } from '../key-ring.js';
import { durationMs, integer } from '../parsers.js';
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
    schema: durationMs,
    default: '15m',
  }),
  SESSION_TTL: variable({
    description: 'Maximum lifetime of a session.',
    schema: durationMs,
    default: '30d',
  }),
  SESSION_IDLE_TTL: variable({
    description: 'Time after which an unused session ends.',
    schema: durationMs,
    default: '7d',
  }),
  VERIFY_TOKEN_TTL: variable({
    description: 'Lifetime of the link that verifies an email address.',
    schema: durationMs,
    default: '24h',
  }),
  RESET_TOKEN_TTL: variable({
    description: 'Lifetime of the link that resets a password.',
    schema: durationMs,
    default: '1h',
  }),
  CHANGE_EMAIL_TOKEN_TTL: variable({
    description: 'Lifetime of the links that confirm and stop a change of email address.',
    schema: durationMs,
    default: '24h',
  }),
  PASSWORD_MIN_LENGTH: variable({
    description: 'Minimum length of an account password.',
    schema: integer(8, 64),
    default: '8',
  }),
};
