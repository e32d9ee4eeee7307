import { expect } from 'vitest';
import type { TestResponse } from './http-client.js';

/** Returns the losers: responses with `lost`, or with 503 and Retry-After on a busy machine. */
export async function expectOneWinner(
  times: number,
  send: () => Promise<TestResponse>,
  { won, lost }: { won: number; lost: number },
): Promise<TestResponse[]> {
  const responses = await Promise.all(Array.from({ length: times }, send));
  const withStatus = (wanted: number) => responses.filter(({ status }) => status === wanted);
  for (const { headers } of withStatus(503)) expect(headers['retry-after']).toBeDefined();
  expect(withStatus(won)).toHaveLength(1);
  expect(withStatus(lost).length).toBeGreaterThan(0);
  expect(withStatus(lost).length + withStatus(503).length).toBe(times - 1);
  return withStatus(lost);
}
