import { randomUUID } from 'node:crypto';
import { at, newEmail } from '../../../../apps/core/testing/test-actions.js';
import { HttpClient } from '../../../../apps/core/testing/http-client.js';
import type { SignInSummary } from './sign-in-crowd.js';

/** Program of {@link gatherSignIns}: reports to its parent when it starts, and the responses after each round. */
const [address = '', people = ''] = process.argv.slice(2);
const http = new HttpClient(address);

/** Signs in to an unknown account, which costs as much as a wrong password. */
async function signIn(): Promise<400 | 503> {
  // Unique, because concurrent attempts with equal credentials share one computation.
  const wrong = { email: newEmail('crowd'), password: randomUUID() };
  const { status, headers, body, text } = await http.post(at('/auth/signin'), wrong);
  if (status === 503 && headers['retry-after'] !== undefined) return 503;
  if (Object(body).code === 'user.wrong_credentials') return 400;
  throw new Error(`a sign-in returned ${status}: ${text}`);
}

for (;;) {
  const pending = Array.from({ length: Number(people) }, signIn);
  process.send?.({ served: 0, refused: 0 } satisfies SignInSummary);
  const statuses = await Promise.all(pending);
  const refused = statuses.filter((status) => status === 503).length;
  process.send?.({ served: statuses.length - refused, refused } satisfies SignInSummary);
}
