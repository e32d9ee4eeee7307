import { keyRing } from './key-ring.js';
import { durationMs, integer } from './parsers.js';
import { variable } from './variable.js';

/** How long what an account has lasts, and what its passwords must be. */
export const accountVariables = {
  JWT_SIGNING_KEYS: variable({
    description:
      'Ed25519 keys that sign access tokens: `id:base64` of 32 random bytes each, separated by commas. The first signs, all verify; put a new one in front to rotate. Standalone makes its own.',
    schema: keyRing,
    requiredBy: ['core', 'standalone'],
    secret: true,
  }),
  ACCESS_TOKEN_TTL: variable({
    description: 'How long an access token is good for.',
    schema: durationMs,
    default: '15m',
  }),
  SESSION_TTL: variable({
    description: 'How long a session lasts at most, however much it is used.',
    schema: durationMs,
    default: '30d',
  }),
  SESSION_IDLE_TTL: variable({
    description: 'How long a session lasts when it is not used.',
    schema: durationMs,
    default: '7d',
  }),
  VERIFY_TOKEN_TTL: variable({
    description: 'How long the link lasts that confirms an address.',
    schema: durationMs,
    default: '24h',
  }),
  RESET_TOKEN_TTL: variable({
    description: 'How long the link lasts that sets a new password.',
    schema: durationMs,
    default: '1h',
  }),
  CHANGE_EMAIL_TOKEN_TTL: variable({
    description: 'How long the links last that make and stop a change of address.',
    schema: durationMs,
    default: '24h',
  }),
  PASSWORD_MIN_LENGTH: variable({
    description: 'Fewest characters of the password of an account.',
    schema: integer(8, 64),
    default: '8',
  }),
};
