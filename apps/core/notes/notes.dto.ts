import { z } from 'zod';
import { plainText } from '../http/validation.js';

const MAX_PASSWORD_LENGTH = 1_024;

/** "Never" in requests of the original Onasty's clients. */
const NEVER = '0001-01-01T00:00:00Z';

export const time = z.iso.datetime({ offset: true });

/** RFC 3339 has no year 10000, which an offset could lead to. */
export const expiry = time.refine((text) => !(new Date(text).getUTCFullYear() > 9_999), {
  message: 'must be before the year 10000',
});
export const password = plainText.max(MAX_PASSWORD_LENGTH);

export function expiryOf(text: string | null | undefined): Date | null {
  return text && text !== NEVER ? new Date(text) : null;
}
