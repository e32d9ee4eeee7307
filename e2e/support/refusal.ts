import { expect } from 'vitest';
import type { Answer } from './http.js';

/** Expects one of the statuses, and the form that every refusal has. */
export function expectRefusal(answer: Answer, statuses: number[]): void {
  expect(statuses).toContain(answer.status);
  expect(answer.body).toMatchObject({
    message: expect.any(String),
    code: expect.stringMatching(/^[a-z_]+(\.[a-z_]+)?$/),
    request_id: expect.stringMatching(/^[A-Za-z0-9._-]+$/),
  });
}
