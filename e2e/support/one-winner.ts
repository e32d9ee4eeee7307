import { expect } from 'vitest';
import type { Answer } from './http.js';

/**
 * Asks the same so often at the same instant: exactly one is answered `won`. The others are answered `lost`, but for those
 * that a busy machine could not serve in time, who are told to come back.
 *
 * @returns those that lost
 */
export async function expectOneWinner(
  times: number,
  ask: () => Promise<Answer>,
  { won, lost }: { won: number; lost: number },
): Promise<Answer[]> {
  const answers = await Promise.all(Array.from({ length: times }, ask));
  const answered = (wanted: number) => answers.filter(({ status }) => status === wanted);
  for (const { headers } of answered(503)) expect(headers['retry-after']).toBeDefined();
  expect(answered(won)).toHaveLength(1);
  expect(answered(lost).length).toBeGreaterThan(0);
  expect(answered(lost).length + answered(503).length).toBe(times - 1);
  return answered(lost);
}
