import { randomUUID } from 'node:crypto';
import { at, newEmail } from '../../../support/accounts.js';
import { HttpClient } from '../../../../apps/core/testing/http-client.js';
import type { Told } from './sign-in-crowd.js';

/** The program of {@link gatherSignIns}: tells its parent when it begins, and after each round how it was answered. */
const [address = '', people = ''] = process.argv.slice(2);
const http = new HttpClient(address);

/** The account does not exist, which costs what a wrong password does. */
async function signIn(): Promise<400 | 503> {
  // Each another one: those who ask the same at the same time share one computation.
  const wrong = { email: newEmail('crowd'), password: randomUUID() };
  const { status, headers, body, text } = await http.post(at('/auth/signin'), wrong);
  if (status === 503 && headers['retry-after'] !== undefined) return 503;
  if (Object(body).code === 'user.wrong_credentials') return 400;
  throw new Error(`a sign-in was answered ${status}: ${text}`);
}

for (;;) {
  const asked = Array.from({ length: Number(people) }, signIn);
  process.send?.({ served: 0, refused: 0 } satisfies Told);
  const answers = await Promise.all(asked);
  const refused = answers.filter((status) => status === 503).length;
  process.send?.({ served: answers.length - refused, refused } satisfies Told);
}
