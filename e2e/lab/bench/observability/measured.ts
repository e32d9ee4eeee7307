import { writeFormatted } from '../../../../scripts/write-formatted.js';

/** What a core does with metrics and logs, or without. */
export interface Figures {
  requestsPerSecond: number;
  /** Of the core alone, for each request. */
  cpuMs: number;
}

export interface Compared {
  connections: number;
  on: Figures;
  off: Figures;
  /** Of the requests per second: the median of the rounds, in each of which both were measured. */
  ratio: number;
}

/** What `npm run bench -- observability` found. */
interface Measured {
  /** On what it was taken. */
  machine: string;
  rounds: number;
  compared: Compared[];
}

const FILE = 'e2e/lab/bench/observability/measured.json';

export async function writeMeasured(measured: Measured): Promise<void> {
  const text = JSON.stringify(measured, (_name, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(3)) : value,
  );
  await writeFormatted(FILE, text);
}
