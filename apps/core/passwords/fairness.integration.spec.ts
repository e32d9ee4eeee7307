import { EventEmitter, once } from 'node:events';
import argon2 from 'argon2';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { createTestApp } from '../testing/create-test-app.js';
import type { TestResponse } from '../testing/http-client.js';
import { at, newEmail, PASSWORD } from '../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());
afterEach(() => void vi.restoreAllMocks());

const BUSY = { status: 503, code: 'unavailable' };
const REJECTED = { status: 400, code: 'user.wrong_credentials' };
const FLOODER = { localAddress: '127.0.0.9' };

const signIn = (email: string, localAddress: string, password = PASSWORD) =>
  app.http.post(at('/auth/signin'), { email, password }, { localAddress });

/** Lets passwords wait until the gate opens. */
function closeGate(): EventEmitter {
  const gate = new EventEmitter().setMaxListeners(1_000);
  const opened = once(gate, 'open');
  const { hash, verify } = argon2;
  vi.spyOn(argon2, 'hash').mockImplementation((...parameters: Parameters<typeof hash>) =>
    opened.then(() => hash(...parameters)),
  );
  vi.spyOn(argon2, 'verify').mockImplementation((...parameters: Parameters<typeof verify>) =>
    opened.then(() => verify(...parameters)),
  );
  return gate;
}

async function flood(
  path: string,
  body: (index: number) => object,
): Promise<{ rejected: TestResponse[]; rest: Promise<unknown> }> {
  const rejected: TestResponse[] = [];
  const all = Array.from({ length: 90 }, async (_, index) => {
    const response = await app.http.post(at(path), body(index), FLOODER);
    if (response.status === 503) rejected.push(response);
  });
  await expect.poll(() => rejected.length).toBeGreaterThan(0);
  return { rejected, rest: Promise.all(all) };
}

it.each<[string, string, (index: number) => object]>([
  ['notes', '/note', (index) => ({ content: 'x', password: `p ${index}` })],
  ['sign-ins', '/auth/signin', (index) => ({ email: `user${index}@example.com`, password: 'p' })],
  ['sign-ups', '/auth/signup', (index) => ({ email: `new${index}@example.com`, password: PASSWORD })],
])('another client signs in while one floods %s', async (_what, path, body) => {
  const email = await app.activated();
  const gate = closeGate();
  const { rejected, rest } = await flood(path, body);
  for (const response of rejected) expect(response).toMatchObject(BUSY);
  const signedIn = signIn(email, '127.0.0.2');
  gate.emit('open');
  expect((await signedIn).status).toBe(200);
  await rest;
});

it('responds equally to known and unknown addresses, during an overload and after it', async () => {
  const known = await app.activated();
  const guess = (email: string) => signIn(email, FLOODER.localAddress, 'not the password');
  const gate = closeGate();
  const { rest } = await flood('/auth/signin', (index) => ({
    email: `user${index}@example.com`,
    password: 'p',
  }));
  for (const email of [known, newEmail('unknown')]) expect(await guess(email)).toMatchObject(BUSY);
  gate.emit('open');
  await rest;
  for (const email of [known, newEmail('unknown')]) expect(await guess(email)).toMatchObject(REJECTED);
});
