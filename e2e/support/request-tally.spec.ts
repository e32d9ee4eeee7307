import { describe, expect, it } from 'vitest';
import { RequestTally, type Told } from './request-tally.js';

const cut = () => new Promise<Told>((_, reject) => setTimeout(() => reject(new Error('cut')), 20));

describe('the tally of requests', () => {
  it.each<[string, Told, string[]]>([
    ['503 that says when to come back', { status: 503, retryAfter: '2' }, []],
    ['507 that says when to come back', { status: 507, retryAfter: '60' }, []],
    ['503 that does not', { status: 503, retryAfter: null }, ['503 without Retry-After']],
    ['any other 5xx', { status: 500, retryAfter: '2' }, ['500']],
  ])('takes %s for a failure, and knows whether it is clear', async (_what, told, unclear) => {
    const tally = new RequestTally();
    await tally.count(
      () => Promise.resolve(told),
      (answer) => answer,
    );
    await tally.count(
      () => Promise.resolve({ status: 404, retryAfter: null }),
      (answer) => answer,
    );
    expect([tally.requests, tally.failed, [...tally.unclear]]).toEqual([2, 1, unclear]);
  });

  it('counts a request that nobody answers, with the time that it waited', async () => {
    const tally = new RequestTally();
    await expect(tally.count(cut, (answer) => answer)).rejects.toThrow('cut');
    expect(tally).toMatchObject({ requests: 1, failed: 1 });
    expect(tally.slowestMs).toBeGreaterThan(10);
  });
});
