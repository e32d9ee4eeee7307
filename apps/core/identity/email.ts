import { z } from 'zod';
import { InvalidEmailError } from './accounts.errors.js';

const MAX_LENGTH = 254;
const plainEmail = z.email().max(MAX_LENGTH);

/**
 * Parses a plain email address and trims it. Display names, comments and quoted parts are rejected, because a mail server
 * may interpret them differently.
 */
export function parseEmail(text: string): string {
  const email = plainEmail.safeParse(text.trim());
  if (!email.success) throw new InvalidEmailError();
  return email.data;
}

export function emailKey(email: string): string {
  return email.toLowerCase();
}
