import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { padResponseTime } from './response-time-padding.js';

const takes = async (ms: number) => {
  await vi.advanceTimersByTimeAsync(ms);
  return 'done';
};

describe('padded response time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    [3, 50],
    [49, 50],
    [51, 100],
  ])('of %d ms is %d ms', async (workMs, endMs) => {
    const startedAt = performance.now();
    const ended = padResponseTime(() => takes(workMs)).then(() => performance.now() - startedAt);
    await vi.runAllTimersAsync();
    expect(Math.round(await ended)).toBe(endMs);
  });

  it('is the same for a failure', async () => {
    const startedAt = performance.now();
    const failed = padResponseTime(async () => {
      await takes(3);
      throw new Error('no');
    }).catch((error: unknown) => [String(error), Math.round(performance.now() - startedAt)]);
    await vi.runAllTimersAsync();
    expect(await failed).toEqual(['Error: no', 50]);
  });
});
