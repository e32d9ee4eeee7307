import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { recipientOf, stopTokenOf } from './stop-token.js';

it('a stop token has the form of the other tokens in links, and leads to its recipient', () => {
  const id = randomUUID();
  expect(stopTokenOf(id)).toMatch(/^[\w-]{43}$/);
  expect(recipientOf(stopTokenOf(id))).toBe(id);
});

it.each([
  ['an id alone', randomUUID()],
  ['a guess', 'guess'],
  ['nothing', ''],
  ['a damaged token', stopTokenOf(randomUUID()).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))],
])('%s is no stop token', (_kind, text) => {
  expect(recipientOf(text)).toBeNull();
});
