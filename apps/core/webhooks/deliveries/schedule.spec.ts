import { expect, it } from 'vitest';
import { delayAfter, MAX_ATTEMPTS } from './schedule.js';

const delays = (random: number) =>
  Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => delayAfter(index + 1, () => random) ?? 0);
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

it('makes eight attempts within 24 hours, ever further apart', () => {
  expect(MAX_ATTEMPTS).toBe(8);
  expect(delayAfter(MAX_ATTEMPTS)).toBeNull();
  expect(sum(delays(1))).toBeLessThanOrEqual(86_400);
  expect(sum(delays(0))).toBeGreaterThan(18 * 3_600);
  expect(delays(0.5)).toEqual(delays(0.5).toSorted((a, b) => a - b));
});

it('spreads the attempts of deliveries that failed together', () => {
  expect(delays(0)).not.toEqual(delays(1));
});
