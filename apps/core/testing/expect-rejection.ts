import { expect } from 'vitest';
import type { TestResponse } from './http-client.js';

export function expectRejection(response: TestResponse, statuses: number[]): void {
  expect(statuses).toContain(response.status);
  expect(response.body).toMatchObject({
    message: expect.any(String),
    code: expect.stringMatching(/^[a-z_]+(\.[a-z_]+)?$/),
    request_id: expect.stringMatching(/^[A-Za-z0-9._-]+$/),
  });
}
