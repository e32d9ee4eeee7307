import { dictionary } from '@zxcvbn-ts/language-common';
import { WeakPasswordError } from '../accounts.errors.js';

const MAX_LENGTH = 256;
/** Shorter parts of an email address occur in strong passwords by chance. */
const MIN_PART_LENGTH = 4;
const COMMON = new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()));
const PRODUCT = 'onasty';

/** NIST SP 800-63B-4, section 3.1.1.2. Lengths are in code points after NFKC, the form that is hashed. */
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

function isMadeOf(password: string, words: readonly string[]): boolean {
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), password);
  return rest !== password && !/\p{L}{3}/u.test(rest);
}

function partsOf(email: string): string[] {
  const lower = email.toLowerCase();
  const [local = '', domain = ''] = lower.split('@');
  return [lower, domain, local, ...local.split(/[._+-]/), ...domain.split('.')].filter(
    (part) => part.length >= MIN_PART_LENGTH,
  );
}
