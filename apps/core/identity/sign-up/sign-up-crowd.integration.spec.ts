import { EventEmitter, once } from 'node:events';
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';
import { afterAll, expect, it, vi } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import type { TestResponse } from '../../testing/http-client.js';
import { newEmail } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const PEOPLE = 300;
const CAPACITY = availableParallelism() + 50;

it('300 parallel sign-ups are served up to capacity, the rest get Retry-After, and readers do not wait', async () => {
  const gate = new EventEmitter().setMaxListeners(PEOPLE);
  const opened = once(gate, 'open');
  const { hash } = argon2;
  vi.spyOn(argon2, 'hash').mockImplementation(async (...parameters: Parameters<typeof hash>) => {
    await opened;
    return hash(...parameters);
  });
  const note = await app.createNote();
  const responses: TestResponse[] = [];
  const pending = Array.from({ length: PEOPLE }, async () => {
    responses.push(await app.signUp(newEmail()));
  });
  await expect.poll(() => responses.length).toBeGreaterThanOrEqual(PEOPLE - CAPACITY);
  expect((await app.read(note)).status).toBe(200);
  expect(responses.length).toBeLessThan(PEOPLE);
  for (const response of responses) expectBusy(response);

  gate.emit('open');
  await Promise.all(pending);
  vi.restoreAllMocks();
  expect(responses.map(({ status }) => status)).toContain(201);
  for (const response of responses) if (response.status !== 201) expectBusy(response);
});

function expectBusy({ status, headers, code }: TestResponse): void {
  expect([status, code]).toEqual([503, 'unavailable']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
}
