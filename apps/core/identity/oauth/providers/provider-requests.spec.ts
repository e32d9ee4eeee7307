import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestProvider } from './provider-requests.js';

const respondAfter = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms, 'ada'));

describe('requests to a provider', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('fail before the connection of the browser counts as idle', async () => {
    const [outcome] = await Promise.allSettled([
      requestProvider('OIDC', respondAfter(9_000)),
      vi.advanceTimersByTimeAsync(8_500),
    ]);
    expect(outcome).toMatchObject({ status: 'rejected', reason: { reason: 'provider' } });
  });

  it('return the response and leave no timer', async () => {
    const [outcome] = await Promise.all([
      requestProvider('OIDC', respondAfter(10)),
      vi.advanceTimersByTimeAsync(10),
    ]);
    expect(outcome).toBe('ada');
    expect(vi.getTimerCount()).toBe(0);
  });
});
