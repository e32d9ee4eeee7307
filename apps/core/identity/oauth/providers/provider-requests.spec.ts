import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askingProvider } from './provider-requests.js';

const answersAfter = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms, 'ada'));

describe('asking a provider', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends before the connection of who waits for it counts as idle, however many answers it takes', async () => {
    const [asked] = await Promise.allSettled([
      askingProvider(answersAfter(9_000)),
      vi.advanceTimersByTimeAsync(8_500),
    ]);
    expect(asked).toMatchObject({ status: 'rejected', reason: { word: 'provider' } });
  });

  it('gives what it was asked for, and leaves no timer behind', async () => {
    const [asked] = await Promise.all([askingProvider(answersAfter(10)), vi.advanceTimersByTimeAsync(10)]);
    expect(asked).toBe('ada');
    expect(vi.getTimerCount()).toBe(0);
  });
});
