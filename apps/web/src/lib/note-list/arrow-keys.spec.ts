import { expect, it } from 'vitest';
import { nextIndex } from './arrow-keys.js';

it.each([
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, null],
  ['ArrowUp', 2, 3, 1],
  ['ArrowUp', 0, 3, null],
  ['Home', 2, 3, 0],
  ['Home', 0, 3, null],
  ['End', 0, 3, 2],
  ['End', 2, 3, null],
  ['ArrowDown', 0, 1, null],
  ['ArrowRight', 0, 3, null],
  ['Tab', 0, 3, null],
  ['a', 0, 3, null],
])('%s at %i of %i moves the focus to %s', (key, index, count, next) => {
  expect(nextIndex(key, index, count)).toBe(next);
});
