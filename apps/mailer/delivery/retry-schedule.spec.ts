import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAttemptAt } from './retry-schedule.js';

const NEVER = Number.MAX_SAFE_INTEGER;
const MIDDLE = 0.5;

describe('nextAttemptAt', () => {
  it('waits 10 s, 30 s, 2, 5, 15 and 30 minutes, then an hour each time', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 90].map((attempts) => nextAttemptAt(attempts, 0, NEVER, MIDDLE));
    expect(waits).toEqual(
      [10, 30, 120, 300, 900, 1_800, 3_600, 3_600, 3_600].map((seconds) => seconds * 1_000),
    );
  });

  it('spreads each delay from 80% to 120%', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const middle = nextAttemptAt(attempts, 0, NEVER, MIDDLE) ?? 0;
          const wait = nextAttemptAt(attempts, 0, NEVER, random) ?? 0;
          expect(wait).toBeGreaterThanOrEqual(Math.floor(middle * 0.8));
          expect(wait).toBeLessThanOrEqual(Math.ceil(middle * 1.2));
        },
      ),
    );
    expect(nextAttemptAt(1, 0, NEVER, 0)).toBe(8_000);
    expect(nextAttemptAt(1, 0, NEVER, 1)).toBe(12_000);
  });

  it('returns null if the next attempt would miss the deadline', () => {
    expect(nextAttemptAt(1, 1_000, 11_001, MIDDLE)).toBe(11_000);
    expect(nextAttemptAt(1, 1_000, 11_000, MIDDLE)).toBeNull();
  });
});
