import { parseEmailAddress } from '#libs/email-address';
import { InvalidEmailError } from './accounts.errors.js';

export { emailKey } from '#libs/email-address';

export function parseEmail(text: string): string {
  const email = parseEmailAddress(text);
  if (email === null) throw new InvalidEmailError();
  return email;
}
