import { describe, expect, it } from 'vitest';
import { median, rankTest } from './rank-test.js';

const numbers = (count: number, step: number, start = 0) =>
  Array.from({ length: count }, (_, index) => start + index * step);

describe('the rank test', () => {
  it('finds no difference in two halves of one sample', () => {
    expect(rankTest(numbers(100, 2), numbers(100, 2, 1))).toBeGreaterThan(0.8);
  });

  it('finds that one sample lies above the other', () => {
    expect(rankTest(numbers(100, 1), numbers(100, 1, 30))).toBeLessThan(0.001);
  });

  it('agrees with a published table: U = 27 for 8 and 12 values gives p = 0.105', () => {
    const a = [1, 2, 3, 4, 5, 14, 15, 19];
    const b = [6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18, 20];
    expect(rankTest(a, b)).toBeCloseTo(0.105, 2);
  });

  it('returns the middle value as the median', () => {
    expect(median([3, 1, 2])).toBe(2);
  });
});
