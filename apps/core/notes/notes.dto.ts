import { z } from 'zod';
import { MAX_LIFETIME_SECONDS } from '#libs/config';
import { plainText } from '../http/validation.js';
import { BASE64URL_256_BITS, MAX_LABEL_LENGTH, type Expiry } from './note.js';

const MAX_PASSWORD_LENGTH = 1_024;

/** "Never" in requests of the original Onasty's clients. */
const NEVER_MS = Date.parse('0001-01-01T00:00:00Z');

export const time = z.iso.datetime({ offset: true });
export const password = plainText.max(MAX_PASSWORD_LENGTH);

export const proof = z.string().regex(BASE64URL_256_BITS, 'must be 43 characters of base64url');

export const label = plainText
  .refine((text) => Array.from(text).length <= MAX_LABEL_LENGTH, {
    message: `must be at most ${MAX_LABEL_LENGTH} characters`,
  })
  .meta({ maxLength: MAX_LABEL_LENGTH });

/** RFC 3339 has no year 10000, which an offset could lead to. */
const TIME_RANGE =
  'must be an RFC 3339 time from now to 9999-12-31T23:59:59.999Z, such as 2030-01-31T12:00:00Z';
const LIFETIME_RANGE = `must be a whole number of seconds from 1 to ${MAX_LIFETIME_SECONDS}`;

export const expiryFields = {
  expires_at: z.iso
    .datetime({ offset: true, error: TIME_RANGE })
    .refine((text) => !(new Date(text).getUTCFullYear() > 9_999), { error: TIME_RANGE })
    .nullish()
    .meta({ description: 'Null: never, unless NOTE_MAX_TTL caps the lifetime.' }),
  expires_in: z
    .int({ error: LIFETIME_RANGE })
    .min(1, LIFETIME_RANGE)
    .max(MAX_LIFETIME_SECONDS, LIFETIME_RANGE)
    .nullish()
    .meta({ description: 'Lifetime in seconds by the clock of the server. Not with expires_at.' }),
};

interface ExpiryBody {
  expires_at?: string | null | undefined;
  expires_in?: number | null | undefined;
}

export const hasOneExpiry = (body: ExpiryBody) =>
  body.expires_at === undefined || body.expires_in === undefined;

export const ONE_EXPIRY = { path: ['expires_in'], error: 'cannot be combined with expires_at' };

export function expiryOf({ expires_at: at, expires_in: seconds }: ExpiryBody): Expiry | undefined {
  if (at === undefined && seconds === undefined) return undefined;
  if (typeof seconds === 'number') return { inSeconds: seconds };
  if (typeof at !== 'string' || Date.parse(at) === NEVER_MS) return 'never';
  return { at: new Date(at) };
}
