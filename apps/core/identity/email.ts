import { z } from 'zod';
import { InvalidEmailError } from './accounts.errors.js';

const MAX_LENGTH = 254;
const plainAddress = z.email().max(MAX_LENGTH);

/**
 * A plain address, as written but without space around it. Names, comments and quotes, which a mail server may read
 * differently than we do, are refused.
 *
 * @throws {InvalidEmailError}
 */
export function parseEmail(text: string): string {
  const address = plainAddress.safeParse(text.trim());
  if (!address.success) throw new InvalidEmailError();
  return address.data;
}

/** What makes two addresses the same account: upper and lower case do not. */
export function emailKey(address: string): string {
  return address.toLowerCase();
}
