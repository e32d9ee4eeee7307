import type { Fault } from './fault.js';
import type { FaultResult } from './run-fault.js';

export interface Row {
  fault: Fault;
  endsWithinSeconds: number;
  tookSeconds: number;
  /** Missing if the row did not finish. */
  figures?: Omit<FaultResult, 'violations'>;
  violations: string[];
}

export interface MatrixResult {
  rows: Row[];
  /** Invariants that the last search of the database found violated. */
  violatedAfterwards: string[];
  tookSeconds: number;
}

/** True if nothing ran or a row failed. */
export function hasFailed({ rows, violatedAfterwards }: MatrixResult): boolean {
  return rows.length === 0 || violatedAfterwards.length > 0 || rows.some(hasRowFailed);
}

function hasRowFailed({ figures, violations }: Row): boolean {
  return figures === undefined || violations.length > 0 || figures.lost + figures.readTwice > 0;
}
