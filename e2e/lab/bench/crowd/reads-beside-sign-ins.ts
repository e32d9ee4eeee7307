import type { SealedSample } from '../cluster/sealed-sample.js';
import { loadView, type Measured } from '../load.js';
import type { StoredNotes } from '../stored-notes.js';
import { gatherSignIns, type Told } from './sign-in-crowd.js';

const READERS = 4;
const READS = 2_000;
/** Until the compiler has seen enough. */
const WARM_UP = 8_000;

interface Found extends Told {
  /** Reads while nobody signs in, and while all do. */
  quiet: Measured;
  beside: Measured;
}

/**
 * Reads notes alone, and beside so many people who sign in at the same instant, again and again.
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
  const crowd = await gatherSignIns(address, people);
  const beside = await read(READS);
  return { quiet, beside, ...(await crowd.disperse()) };
}
