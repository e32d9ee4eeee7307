import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

/** Requests per second over so many connections, with metrics and logs on and off. */
export interface RatesAt {
  connections: number;
  on: number;
  off: number;
  /** The median of the rounds, each of which was measured with both. */
  ratio: number;
}

/** What `npm run bench -- --observability` found. */
interface Measured {
  /** On what it was taken. */
  machine: string;
  rounds: number;
  rates: RatesAt[];
}

const FILE = 'e2e/bench/observability/measured.json';

export async function writeMeasured({ rates, ...about }: Measured): Promise<void> {
  const rounded = rates.map(({ connections, on, off, ratio }) => ({
    connections,
    on: Math.round(on),
    off: Math.round(off),
    ratio: Number(ratio.toFixed(3)),
  }));
  const text = JSON.stringify({ ...about, rates: rounded });
  await writeFile(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
}
