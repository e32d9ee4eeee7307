import { randomUUID } from 'node:crypto';
import type { SealedSample } from '../cluster/sealed-sample.js';
import { loadView, type Measured } from '../load.js';
import type { StoredNotes } from '../stored-notes.js';

const READERS = 4;
const READS = 2_000;
/** Until the compiler has seen enough. */
const WARM_UP = 8_000;

interface Found {
  /** Reads while nobody signs in, and while all do. */
  quiet: Measured;
  beside: Measured;
  /** Sign-ins whose password was looked at. */
  served: number;
  /** Told when to come back. */
  refused: number;
}

/**
 * Reads notes alone, and beside so many people who sign in at the same instant, and once all of them have their answers
 * again. Their accounts do not exist, which costs what a wrong password does.
 *
 * @throws {Error} when a sign-in is answered otherwise than with no, or when to come back
 */
export async function readsBesideSignIns(
  address: string,
  notes: StoredNotes,
  sample: SealedSample,
  people: number,
): Promise<Found> {
  const read = async (count: number) =>
    loadView(address, READERS, await notes.insert(count, sample), sample.accessProof);
  await read(WARM_UP);
  const quiet = await read(READS);
  let [served, refused, goesOn] = [0, 0, true];
  const crowd = (async () => {
    while (goesOn) {
      for (const status of await Promise.all(Array.from({ length: people }, () => signIn(address)))) {
        if (status === 503) refused += 1;
        else served += 1;
      }
    }
  })();
  const beside = await read(READS).finally(() => (goesOn = false));
  await crowd;
  return { quiet, beside, served, refused };
}

async function signIn(address: string): Promise<401 | 503> {
  const answer = await fetch(`${address}/api/v1/auth/signin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${randomUUID()}@example.com`, password: 'not the password of anybody' }),
  });
  const text = await answer.text();
  if (answer.status === 503 && answer.headers.has('retry-after')) return 503;
  if (answer.status === 401) return 401;
  throw new Error(`a sign-in was answered ${answer.status}: ${text}`);
}
