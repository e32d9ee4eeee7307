import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFailureLimiter } from './failure-limiter.js';

const LIMIT = { name: 'failures', amount: 3, perSeconds: 60 };

async function fail(limiter: ReturnType<typeof createFailureLimiter>, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await limiter.record('ada', 1);
}

describe('failure limiter', () => {
  it('rejects a client whose failures exceed the limit, until the window ends', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const limiter = createFailureLimiter(LIMIT);
    await fail(limiter, 3);
    expect(limiter.check('ada')).toMatchObject({ allowed: true });
    await fail(limiter, 1);
    expect(limiter.check('ada')).toEqual({ allowed: false, retryAfterSeconds: 60 });
    expect(limiter.check('bob')).toMatchObject({ allowed: true });
    vi.advanceTimersByTime(60_001);
    expect(limiter.check('ada')).toMatchObject({ allowed: true });
    await fail(limiter, 3);
    expect(limiter.check('ada')).toMatchObject({ allowed: true });
  });

  it('counts a failure by its weight', async () => {
    const limiter = createFailureLimiter(LIMIT);
    await limiter.record('ada', 3);
    expect(limiter.check('ada')).toMatchObject({ allowed: true });
    await limiter.record('ada', 1);
    expect(limiter.check('ada')).toMatchObject({ allowed: false });
  });

  it('counts nothing for checks', async () => {
    const limiter = createFailureLimiter(LIMIT);
    for (let time = 0; time < 10; time += 1) expect(limiter.check('ada').allowed).toBe(true);
  });
});
