import { z } from 'zod';
import { InvalidEmailError } from './accounts.errors.js';

const MAX_LENGTH = 254;
const plainEmail = z.email().max(MAX_LENGTH);

/** Rejects display names, comments and quoted parts, which mail servers may interpret differently. */
export function parseEmail(text: string): string {
  const email = plainEmail.safeParse(text.trim());
  if (!email.success) throw new InvalidEmailError();
  return email.data;
}

export function emailKey(email: string): string {
  return email.toLowerCase();
}
