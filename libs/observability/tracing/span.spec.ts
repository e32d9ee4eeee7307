import { describe, expect, it } from 'vitest';
import { runInTraceContext } from './trace-context.js';
import { currentRequest } from './request-context.js';
import { withSpan } from './span.js';

const forRequest = <T>(work: () => T) => runInTraceContext({ requestId: 'one', traceparent: null }, work);

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

describe('withSpan', () => {
  it('adds its duration to the wait of its request and reports it', async () => {
    const reportedMs: number[] = [];
    const waited = await forRequest(async () => {
      await withSpan('redis', 'redis', pause, (ms) => reportedMs.push(ms));
      return currentRequest()?.waitedMs;
    });
    expect(reportedMs).toHaveLength(1);
    expect(waited).toMatchObject({ redis: reportedMs[0], database: 0 });
    expect(waited?.redis).toBeGreaterThan(0);
  });

  it('reports its duration on failure and without a request', async () => {
    const reportedMs: number[] = [];
    const failing = withSpan(
      'database',
      'sweep',
      () => Promise.reject(new Error('no')),
      (ms) => reportedMs.push(ms),
    );
    await expect(failing).rejects.toThrow('no');
    expect(reportedMs).toEqual([expect.any(Number)]);
  });

  it('returns the promise of the work without a request or an observer', () => {
    const work = Promise.resolve();
    expect(withSpan('redis', 'redis', () => work)).toBe(work);
  });
});
