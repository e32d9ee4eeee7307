import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askingProvider } from './provider-requests.js';

describe('asking a provider', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends before the connection of who waits for it counts as idle, however many answers it takes', async () => {
    const answersSlowly = () => new Promise((resolve) => setTimeout(resolve, 9_000));
    const asked = expect(askingProvider(answersSlowly)).rejects.toMatchObject({ word: 'provider' });
    await vi.advanceTimersByTimeAsync(8_500);
    await asked;
  });

  it('gives what it was asked for, and leaves no timer behind', async () => {
    await expect(askingProvider(() => Promise.resolve('ada'))).resolves.toBe('ada');
    expect(vi.getTimerCount()).toBe(0);
  });
});
