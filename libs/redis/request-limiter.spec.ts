import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createQuota, createRequestLimiter } from './request-limiter.js';

const times = async (count: number, ask: () => Promise<{ allowed: boolean }>) => {
  const verdicts = await Promise.all(Array.from({ length: count }, ask));
  return verdicts.filter((verdict) => verdict.allowed).length;
};

describe('the limit of requests', () => {
  it('lets a client through at its rate and a burst on top, and says when to come back', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const limiter = createRequestLimiter({ requestsPerSecond: 5, burst: 10 });
    expect(await times(40, () => limiter.consume('ada'))).toBe(15);
    expect(await limiter.consume('ada')).toMatchObject({ allowed: false, limit: 5, retryAfterSeconds: 1 });
    vi.advanceTimersByTime(1_001);
    expect(await times(40, () => limiter.consume('ada'))).toBe(5);
    vi.advanceTimersByTime(10_001);
    expect(await times(40, () => limiter.consume('ada'))).toBe(15);
  });

  it('counts each client by itself', async () => {
    const limiter = createRequestLimiter({ requestsPerSecond: 1, burst: 0 });
    expect(await times(3, () => limiter.consume('ada'))).toBe(1);
    expect(await times(3, () => limiter.consume('bob'))).toBe(1);
  });
});

describe('an allowance', () => {
  it('is used up in pieces, and whole again when its time is over', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const bytes = createQuota({ name: 'bytes', amount: 1_000, perSeconds: 60 });
    expect(await bytes.reserve('ada', 900)).toMatchObject({ allowed: true });
    expect(await bytes.reserve('ada', 101)).toEqual({ allowed: false, limit: 1_000, retryAfterSeconds: 60 });
    expect(await bytes.reserve('bob', 1_000)).toMatchObject({ allowed: true });
    vi.advanceTimersByTime(60_001);
    expect(await bytes.reserve('ada', 1_000)).toMatchObject({ allowed: true });
  });

  it('loses nothing by what was refused or given back', async () => {
    const bytes = createQuota({ name: 'bytes', amount: 1_000, perSeconds: 60 });
    await bytes.reserve('ada', 900);
    for (const _ of [1, 2, 3]) expect(await bytes.reserve('ada', 500)).toMatchObject({ allowed: false });
    await bytes.release('ada', 400);
    expect(await bytes.reserve('ada', 500)).toMatchObject({ allowed: true });
    expect(await bytes.reserve('ada', 1)).toMatchObject({ allowed: false });
  });
});
