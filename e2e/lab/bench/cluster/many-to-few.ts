import { loadCreate, loadView } from '../load.js';
import { median } from '../median.js';
import type { Server } from '../server.js';
import type { StoredNotes } from '../stored-notes.js';
import type { BenchDeployment } from './bench-deployment.js';
import type { Measured } from './measured.js';
import type { SealedSample } from './sealed-sample.js';

const CONNECTIONS = 16;
/** Few enough that the small database stays small during a round. */
const AMOUNT = 500;

interface Rates {
  create: number;
  read: number;
}

/**
 * Measures the same requests on a core with many stored notes and on one with few, without Caddy, and returns the ratio
 * of their rates. Reads random stored notes instead of the newest, which would still be cached.
 */
export async function compareManyToFew(
  { cores, notes }: BenchDeployment,
  sample: SealedSample,
  rounds: number,
): Promise<Measured['manyToFew']> {
  const ofMany = await anyOf(notes.many, AMOUNT * rounds);
  const ratios: Rates[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const slugs = ofMany.slice(round * AMOUNT, (round + 1) * AMOUNT);
    const ofFew = await anyOf(notes.few, AMOUNT);
    const measureMany = () => ratesOf(cores.many, slugs, sample);
    // Alternating order, because PostgreSQL's deferred work after one measurement slows the next.
    const earlier = round % 2 === 0 ? await measureMany() : undefined;
    const few = await ratesOf(cores.few, ofFew, sample);
    const many = earlier ?? (await measureMany());
    await keepFew(notes.few, sample);
    ratios.push({ create: many.create / few.create, read: many.read / few.read });
  }
  return {
    create: median(ratios.map(({ create }) => create)),
    read: median(ratios.map(({ read }) => read)),
  };
}

async function ratesOf(
  { address }: Server,
  slugs: string[],
  { body, accessProof }: SealedSample,
): Promise<Rates> {
  const created = await loadCreate(address, CONNECTIONS, AMOUNT, body);
  const read = await loadView(address, CONNECTIONS, slugs, accessProof);
  return { create: created.requestsPerSecond, read: read.requestsPerSecond };
}

async function anyOf(notes: StoredNotes, amount: number): Promise<string[]> {
  const unread = 'SELECT slug FROM note WHERE read_at IS NULL AND expires_at IS NOT NULL';
  const rows = await notes.query(`${unread} ORDER BY random() LIMIT $1`, [amount]);
  return rows.map((row) => String(row['slug']));
}

/** Restores the number of notes before the round. */
async function keepFew(notes: StoredNotes, sample: SealedSample): Promise<void> {
  await notes.query('DELETE FROM note WHERE read_at IS NOT NULL OR expires_at IS NULL');
  await notes.insert(AMOUNT, sample);
  await notes.tidy();
}
