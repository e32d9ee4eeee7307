import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { WeakPasswordError } from '../accounts.errors.js';

const MAX_LENGTH = 256;
/** Shorter parts of an email address occur in strong passwords by chance. */
const MIN_PART_LENGTH = 4;
const COMMON = new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()));
const PRODUCT = 'onasty';
const MIN_GUESSES = 1e8;
/** The time of an estimate grows with the square of the length, and a strong start is enough. */
const ESTIMATED_LENGTH = 24;
const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

const REASONS = new Map([
  ['straightRow', 'follows the keys of a keyboard'],
  ['keyPattern', 'follows the keys of a keyboard'],
  ['simpleRepeat', 'repeats the same characters'],
  ['extendedRepeat', 'repeats the same characters'],
  ['sequences', 'is a sequence of characters'],
  ['recentYears', 'is a date'],
  ['dates', 'is a date'],
]);

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
  if (COMMON.has(lower.replace(/^\P{L}+|\P{L}+$/gu, ''))) {
    throw new WeakPasswordError('is a common one with digits or signs around it');
  }
  const { guesses, feedback } = estimator.check(normalized.slice(0, ESTIMATED_LENGTH));
  if (guesses < MIN_GUESSES) {
    throw new WeakPasswordError(REASONS.get(feedback.warning ?? '') ?? 'is too easy to guess');
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
