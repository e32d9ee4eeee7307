import type { SealedSample } from '../cluster/sealed-sample.js';
import { loadView, type Measured } from '../load.js';
import type { StoredNotes } from '../stored-notes.js';
import { gatherSignIns, type SignInSummary } from './sign-in-crowd.js';

const READERS = 4;
const READS = 2_000;
/** Reads until the JIT compiler has optimised the core. */
const WARM_UP = 8_000;

interface Found extends SignInSummary {
  /** Reads without any sign-in. */
  quiet: Measured;
  beside: Measured;
}

/**
 * Reads notes without other load, then while `people` repeatedly sign in at the same instant.
 *
 * @throws {Error} if a sign-in has a response other than wrong credentials, or 503 with `Retry-After`
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
