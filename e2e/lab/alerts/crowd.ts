import { randomInt, randomUUID } from 'node:crypto';
import { at, newEmail } from '../../support/accounts.js';
import type { TestResponse, HttpClient } from '../../../apps/core/testing/http-client.js';

/** So many at once; whatever becomes of each. */
export function crowd(size: number, act: () => Promise<unknown>): Promise<unknown> {
  return Promise.allSettled(Array.from({ length: size }, act));
}

/** One network may not try so often, and the same password is hashed once only. */
export function signInFromAnywhere(http: HttpClient): Promise<TestResponse> {
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`;
  return http.post(at('/auth/signin'), { email: newEmail(), password: randomUUID() }, { localAddress });
}
