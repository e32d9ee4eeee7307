import { expect, it } from 'vitest';
import { isApiKeyId, isWellFormedApiKey, looksLikeApiKey, newApiKey } from './api-key.js';

const { id, text } = newApiKey();

it('has its id, a secret of 256 bits and a checksum', () => {
  expect(text).toMatch(/^ony_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
  expect(text.split('_')[1]).toBe(id);
  expect([isApiKeyId(id), looksLikeApiKey(text), isWellFormedApiKey(text)]).toEqual([true, true, true]);
});

it('is another one each time', () => {
  expect(new Set(Array.from({ length: 100 }, () => newApiKey().text)).size).toBe(100);
});

/** Computed with Python's zlib. */
it('ends with the CRC-32 of what precedes it, in base 62', () => {
  const body = `ony_${'a'.repeat(12)}_${'b'.repeat(43)}`;
  expect(isWellFormedApiKey(`${body}1vh3rh`)).toBe(true);
});

it.each([
  ['a changed character', `${text.slice(0, 20)}${text[20] === 'a' ? 'b' : 'a'}${text.slice(21)}`],
  ['a changed checksum', `${text.slice(0, -1)}${text.endsWith('a') ? 'b' : 'a'}`],
  ['a missing character', text.slice(0, -1)],
  ['another prefix', text.replace('ony_', 'onx_')],
  ['upper case', text.toUpperCase()],
  ['a line break', `${text}\n`],
  ['nothing', ''],
])('is malformed with %s', (_name, malformed) => {
  expect(isWellFormedApiKey(malformed)).toBe(false);
});
