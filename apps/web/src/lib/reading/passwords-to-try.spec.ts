import { expect, it } from 'vitest';
import { passwordsToTry } from './passwords-to-try.js';

it.each([
  ['swordfish', ['swordfish']],
  ['sword fish', ['sword fish']],
  ['', ['']],
  ['  ', ['  ']],
  [' swordfish', ['swordfish', ' swordfish']],
  ['swordfish\n', ['swordfish', 'swordfish\n']],
  ['\u00a0\u200bswordfish\ufeff ', ['swordfish', '\u00a0\u200bswordfish\ufeff ']],
])('passwordsToTry(%j) tries the password without surrounding white space first', (typed, passwords) => {
  expect(passwordsToTry(typed)).toEqual(passwords);
});
