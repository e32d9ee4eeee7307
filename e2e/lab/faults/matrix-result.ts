import type { Fault } from './fault.js';
import type { FaultResult } from './run-fault.js';

/** What came of one fault. */
export interface Row {
  fault: Fault;
  /** How long it may take, with all that comes of it. */
  endsWithinSeconds: number;
  tookSeconds: number;
  /** Missing when it did not come to its end. */
  figures?: Omit<FaultResult, 'broken'>;
  /** What happened that never may. */
  broken: string[];
}

export interface MatrixResult {
  rows: Row[];
  /** What the second search found in the database. */
  brokenAfterwards: string[];
  tookSeconds: number;
}

/** Whether a run is worth a red light: nothing was run, or something happened that never may. */
export function isBroken({ rows, brokenAfterwards }: MatrixResult): boolean {
  return rows.length === 0 || brokenAfterwards.length > 0 || rows.some(isBreach);
}

export function isBreach({ figures, broken }: Row): boolean {
  return figures === undefined || broken.length > 0 || figures.lost + figures.readTwice > 0;
}
