import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.js';

/** Something that goes wrong in a cluster that is at work. Whatever it throws is a row of the table that failed. */
export interface Fault {
  readonly name: string;
  /** Short enough for every test run. */
  readonly quick?: true;
  /** Nobody is to notice: a request that fails is a breach. */
  readonly failsNothing?: boolean;
  /** A request that waits longer for its answer is a breach. */
  readonly answersWithinMs?: number;
  /** How long it may take with all that comes of it; two minutes unless told. */
  readonly endsWithinSeconds?: number;
  /** Why a mail may come twice. Without it, one that does is a breach. */
  readonly twinsBecause?: string;
  /** Before anybody is at work. */
  prepare?(cluster: Cluster): Promise<unknown>;
  /** It is over, as far as people can mend it, when this has resolved. */
  strike(cluster: Cluster): Promise<unknown>;
  /** Leaves the cluster as it was, once all is counted. */
  tidy?(cluster: Cluster): Promise<unknown>;
}

export const ENDS_WITHIN_SECONDS = 120;
/** Where a mail was in the hands of a mailer that is gone, it is another's after a minute and a half. */
export const REDELIVERED_WITHIN_SECONDS = 240;

export const seconds = (count: number): Promise<void> => pause(count * 1_000);
