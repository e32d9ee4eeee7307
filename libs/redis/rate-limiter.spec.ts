import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createQuota, createRequestLimiter } from './rate-limiter.js';

const countAllowed = async (requests: number, consume: () => unknown) => {
  const results = await Promise.all(Array.from({ length: requests }, consume));
  return results.filter((result) => Object(result).allowed === true).length;
};

describe('request limiter', () => {
  it('allows the rate plus a burst, and returns when to retry', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const limiter = createRequestLimiter({ requestsPerSecond: 5, burst: 10 });
    expect(await countAllowed(40, () => limiter.consume('ada'))).toBe(15);
    expect(await limiter.consume('ada')).toEqual({
      allowed: false,
      retryAfterSeconds: 1,
      usage: [
        { name: 'rate', remaining: 0, resetSeconds: 1 },
        { name: 'burst', remaining: 0, resetSeconds: 10 },
      ],
    });
    vi.advanceTimersByTime(1_001);
    expect(await countAllowed(40, () => limiter.consume('ada'))).toBe(5);
    vi.advanceTimersByTime(10_001);
    expect(await countAllowed(40, () => limiter.consume('ada'))).toBe(15);
  });

  it('reports what is left of the windows that a request used', async () => {
    const limiter = createRequestLimiter({ requestsPerSecond: 2, burst: 3 });
    expect(limiter.windows).toEqual([
      { name: 'rate', amount: 2, perSeconds: 1 },
      { name: 'burst', amount: 3, perSeconds: 10 },
    ]);
    const left = async () =>
      (await limiter.consume('ada')).usage.map(({ name, remaining }) => [name, remaining]);
    expect(await left()).toEqual([['rate', 1]]);
    expect(await left()).toEqual([['rate', 0]]);
    expect(await left()).toEqual([
      ['rate', 0],
      ['burst', 2],
    ]);
  });

  it('counts clients separately', async () => {
    const limiter = createRequestLimiter({ requestsPerSecond: 1, burst: 0 });
    expect(await countAllowed(3, () => limiter.consume('ada'))).toBe(1);
    expect(await countAllowed(3, () => limiter.consume('bob'))).toBe(1);
  });
});

describe('quota', () => {
  it('rejects what exceeds it, and starts again after its window', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const bytes = createQuota({ name: 'bytes', amount: 1_000, perSeconds: 60 });
    expect(await bytes.reserve('ada', 900)).toMatchObject({ allowed: true });
    expect(await bytes.reserve('ada', 101)).toMatchObject({ allowed: false, retryAfterSeconds: 60 });
    expect(await bytes.reserve('bob', 1_000)).toMatchObject({ allowed: true });
    vi.advanceTimersByTime(60_001);
    expect(await bytes.reserve('ada', 1_000)).toMatchObject({ allowed: true });
  });

  it('charges nothing for rejected and released amounts', async () => {
    const bytes = createQuota({ name: 'bytes', amount: 1_000, perSeconds: 60 });
    await bytes.reserve('ada', 900);
    for (const _ of [1, 2, 3]) expect(await bytes.reserve('ada', 500)).toMatchObject({ allowed: false });
    await bytes.release('ada', 400);
    expect(await bytes.reserve('ada', 500)).toMatchObject({ allowed: true });
    expect(await bytes.reserve('ada', 1)).toMatchObject({ allowed: false });
  });
});
