import type { Measured } from '../bench/cluster/measured.js';
import { ASSUMED, loadOf, processorsOf, type Load } from './load-model.js';

/** How far each step goes. sources-table.ts says where each is from. */
export const LIMITS = {
  /** Of a machine for all of it. */
  processorsOfOneMachine: 8,
  /** Of a machine for PostgreSQL alone. */
  processorsOfPostgres: 64,
  /** What one disk takes in small pieces that each have to be safe before the next. */
  walBytesPerSecond: 200_000_000,
  /** What autovacuum tidies by default: 200 points each 2 ms, and a page of 8 KiB that it changes costs 20. */
  vacuumBytesPerSecond: (200 / 20) * 8_192 * 500,
  /** A table must be tidied several times a day. */
  vacuumSeconds: 2 * 3_600,
} as const;

export const STEPS = ['one machine', 'PostgreSQL apart', 'partitions', 'shards'] as const;
export type GrowthStep = (typeof STEPS)[number];

/** The first step that carries a load. */
export function stepFor(load: Load): GrowthStep {
  if (shardsFor(load) > 1) return 'shards';
  if (load.noteTableBytes > LIMITS.vacuumBytesPerSecond * LIMITS.vacuumSeconds) return 'partitions';
  const isSmall = processorsOf(load) <= LIMITS.processorsOfOneMachine * ASSUMED.busy;
  return isSmall ? 'one machine' : 'PostgreSQL apart';
}

/** How many PostgreSQL servers share the notes, by what one of them can do. */
export function shardsFor({ processors, walBytesPerSecond }: Load): number {
  const byProcessors = processors.PostgreSQL / (LIMITS.processorsOfPostgres * ASSUMED.busy);
  const byWal = walBytesPerSecond / LIMITS.walBytesPerSecond;
  return Math.ceil(Math.max(byProcessors, byWal));
}

/** The most notes a day that a step carries, to one in a thousand. */
export function mostNotesPerDay(step: GrowthStep, measured: Measured): number {
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
