import { randomInt, randomUUID } from 'node:crypto';
import type { HttpClient, TestResponse } from '../../../apps/core/testing/http-client.js';
import { at, newEmail } from '../../../apps/core/testing/test-actions.js';

/** Starts `size` actions at once and ignores how they end. */
export function burst(size: number, act: () => Promise<unknown>): Promise<unknown> {
  return Promise.allSettled(Array.from({ length: size }, act));
}

/** Signs in from a random network with a new password, past the rate limit and the cache of hashes. */
export function signInFromAnywhere(http: HttpClient): Promise<TestResponse> {
  const localAddress = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`;
  return http.post(at('/auth/signin'), { email: newEmail(), password: randomUUID() }, { localAddress });
}
