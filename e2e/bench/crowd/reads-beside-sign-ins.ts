import { randomUUID } from 'node:crypto';
import { at, newEmail } from '../../support/accounts.js';
import { HttpClient } from '../../support/http.js';
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
  const told = { served: 0, refused: 0 };
  const over = new AbortController();
  const http = new HttpClient(address);
  try {
    const crowd = crowdOf(people, () => signIn(http), over.signal, told);
    const reading = read(READS).finally(() => over.abort());
    const [beside] = await Promise.all([reading, crowd]);
    return { quiet, beside, ...told };
  } finally {
    http.close();
  }
}

/** All at the same instant, and once each has an answer, again. */
async function crowdOf(
  people: number,
  ask: () => Promise<400 | 503>,
  over: AbortSignal,
  told: Pick<Found, 'served' | 'refused'>,
): Promise<void> {
  while (!over.aborted) {
    const answers = await Promise.all(Array.from({ length: people }, ask));
    const refused = answers.filter((status) => status === 503).length;
    told.refused += refused;
    told.served += people - refused;
  }
}

async function signIn(http: HttpClient): Promise<400 | 503> {
  // Each another one: those who ask the same at the same time share one computation.
  const wrong = { email: newEmail('crowd'), password: randomUUID() };
  const { status, headers, body, text } = await http.post(at('/auth/signin'), wrong);
  if (status === 503 && headers['retry-after'] !== undefined) return 503;
  if (Object(body).code === 'user.wrong_credentials') return 400;
  throw new Error(`a sign-in was answered ${status}: ${text}`);
}
