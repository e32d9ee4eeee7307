import { describe, expect, it } from 'vitest';
import { RequestTally, type ResponseSummary } from './request-tally.js';

const cut = () => new Promise<ResponseSummary>((_, reject) => setTimeout(() => reject(new Error('cut')), 20));

describe('the request tally', () => {
  it.each<[string, ResponseSummary, string[]]>([
    ['503 with Retry-After', { status: 503, retryAfter: '2' }, []],
    ['507 with Retry-After', { status: 507, retryAfter: '60' }, []],
    ['503 without Retry-After', { status: 503, retryAfter: null }, ['503 without Retry-After']],
    ['any other 5xx', { status: 500, retryAfter: '2' }, ['500']],
  ])('counts a %s as failed, and reports it if it is unclear', async (_what, response, unclear) => {
    const tally = new RequestTally();
    await tally.count(
      () => Promise.resolve(response),
      (summary) => summary,
    );
    await tally.count(
      () => Promise.resolve({ status: 404, retryAfter: null }),
      (summary) => summary,
    );
    expect([tally.requests, tally.failed, [...tally.unclear]]).toEqual([2, 1, unclear]);
  });

  it('counts a request without a response, and its wait', async () => {
    const tally = new RequestTally();
    await expect(tally.count(cut, (summary) => summary)).rejects.toThrow('cut');
    expect(tally).toMatchObject({ requests: 1, failed: 1 });
    expect(tally.slowestMs).toBeGreaterThan(10);
  });
});
