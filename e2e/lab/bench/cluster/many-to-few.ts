import { loadCreate, loadView } from '../load.js';
import { median } from '../median.js';
import type { Server } from '../server.js';
import type { StoredNotes } from '../stored-notes.js';
import type { BenchDeployment } from './bench-deployment.js';
import type { Measured } from './measured.js';
import type { SealedSample } from './sealed-sample.js';

const CONNECTIONS = 16;
/** Few enough that few notes stay few while they are made. */
const AMOUNT = 500;

interface Rates {
  create: number;
  read: number;
}

/**
 * The same requests where many notes are stored and where few are, in turn, each without Caddy: the ratio of what comes
 * of them. What is read are any of the stored notes, not those made last.
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
    // In turn: what PostgreSQL does after one lot, the next lot pays for.
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

/** As many notes as there were before. */
async function keepFew(notes: StoredNotes, sample: SealedSample): Promise<void> {
  await notes.query('DELETE FROM note WHERE read_at IS NOT NULL OR expires_at IS NULL');
  await notes.insert(AMOUNT, sample);
  await notes.tidy();
}
