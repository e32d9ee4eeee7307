import { writeFormatted } from '../../../../scripts/write-formatted.js';

/** Performance of a core with or without metrics and logs. */
export interface Figures {
  requestsPerSecond: number;
  /** Milliseconds of the core's processor time for each request. */
  cpuMs: number;
}

export interface Compared {
  connections: number;
  on: Figures;
  off: Figures;
  /** Ratio of the requests per second, with to without: the median of the rounds. */
  ratio: number;
}

/** Results of `npm run bench -- observability`. */
interface Measured {
  /** Machine and server versions of the measurement. */
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
