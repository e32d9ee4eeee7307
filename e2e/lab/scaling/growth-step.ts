import type { Measured } from '../bench/cluster/measured.js';
import { ASSUMED, loadOf, processorsOf, type Load } from './load-model.js';

/** Limits of the stages; sources-table.ts gives their sources. */
export const LIMITS = {
  /** Processors of a machine that runs everything. */
  processorsOfOneMachine: 8,
  /** Processors of a machine that runs only PostgreSQL. */
  processorsOfPostgres: 64,
  /** Throughput of one disk for small writes, each flushed before the next. */
  walBytesPerSecond: 200_000_000,
  /** Default speed of autovacuum: 200 points each 2 ms, and a dirtied page of 8 KiB costs 20. */
  vacuumBytesPerSecond: (200 / 20) * 8_192 * 500,
  /** Maximum duration of a vacuum, because each table needs several a day. */
  vacuumSeconds: 2 * 3_600,
} as const;

export const STEPS = ['one machine', 'PostgreSQL apart', 'partitions', 'shards'] as const;
export type ScalingStage = (typeof STEPS)[number];

/** Returns the first stage that sustains a load. */
export function stepFor(load: Load): ScalingStage {
  if (shardsFor(load) > 1) return 'shards';
  if (load.noteTableBytes > LIMITS.vacuumBytesPerSecond * LIMITS.vacuumSeconds) return 'partitions';
  const isSmall = processorsOf(load) <= LIMITS.processorsOfOneMachine * ASSUMED.busy;
  return isSmall ? 'one machine' : 'PostgreSQL apart';
}

/** Number of PostgreSQL servers that share the notes, from the capacity of one. */
export function shardsFor({ processors, walBytesPerSecond }: Load): number {
  const byProcessors = processors.PostgreSQL / (LIMITS.processorsOfPostgres * ASSUMED.busy);
  const byWal = walBytesPerSecond / LIMITS.walBytesPerSecond;
  return Math.ceil(Math.max(byProcessors, byWal));
}

/** Maximum notes a day that a stage sustains, to within 0.1%. */
export function mostNotesPerDay(step: ScalingStage, measured: Measured): number {
  const carries = (notes: number) => STEPS.indexOf(stepFor(loadOf(notes, measured))) <= STEPS.indexOf(step);
  let [most, tooMany] = [0, 1];
  while (carries(tooMany)) [most, tooMany] = [tooMany, tooMany * 2];
  while (tooMany - most > most / 1_000) {
    const between = (most + tooMany) / 2;
    if (carries(between)) most = between;
    else tooMany = between;
  }
  return most;
}
