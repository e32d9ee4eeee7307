import { dictionary } from '@zxcvbn-ts/language-common';
import { WeakPasswordError } from '../accounts.errors.js';

const MAX_LENGTH = 256;
/** Shorter parts of an address are in many good passwords by chance. */
const MIN_TELLING_PART = 4;
const COMMON = new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()));
const PRODUCT = 'onasty';

/**
 * Refuses passwords that are guessed first: short ones, common ones, and ones made of what everybody knows of the
 * account (NIST SP 800-63B-4, section 3.1.1.2). Nothing is demanded of their kinds of characters.
 *
 * @param password any text; counted in code points after NFKC, as it is hashed
 * @throws {WeakPasswordError} which says why
 */
export function checkPassword(password: string, email: string, minLength: number): void {
  const normalized = password.normalize('NFKC');
  const length = Array.from(normalized).length;
  if (length < minLength) throw new WeakPasswordError(`must have at least ${minLength} characters`);
  if (length > MAX_LENGTH) throw new WeakPasswordError(`must have at most ${MAX_LENGTH} characters`);
  const lower = normalized.toLowerCase();
  if (COMMON.has(lower)) throw new WeakPasswordError('is one of the most common ones');
  if (isMadeOf(lower, [...partsOf(email), PRODUCT])) {
    throw new WeakPasswordError('is made of your address or of our name');
  }
}

/** Whether nothing but digits and signs is left once these words are taken out. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password);
  return rest !== password && !/\p{L}{3}/u.test(rest);
}

function partsOf(email: string): string[] {
  const address = email.toLowerCase();
  const [local = '', domain = ''] = address.split('@');
  return [address, domain, local, ...local.split(/[._+-]/), ...domain.split('.')].filter(
    (part) => part.length >= MIN_TELLING_PART,
  );
}
