import { expect, it } from 'vitest';
import { problemText } from './problem-text.js';

it.each([
  [1, 'in 1 second'],
  [59, 'in 59 seconds'],
  [61, 'in 2 minutes'],
  [900, 'in 15 minutes'],
  [5_400, 'in 2 hours'],
  [30 * 86_400 - 60, 'in 30 days'],
])('rounds a delay of %i seconds up: %s', (seconds, when) => {
  expect(problemText({ kind: 'throttled', seconds })).toBe(`Too many attempts. Try again ${when}.`);
});
