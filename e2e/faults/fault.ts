import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.js';

/** Something that goes wrong in a cluster that is at work. Whatever it throws is a row of the table that failed. */
export interface Fault {
  readonly name: string;
  /** Short enough for every test run. */
  readonly quick?: true;
  /** Nobody is to notice: a request that fails is a breach. */
  readonly failsNothing?: true;
  /** Why a mail may come twice. Without it, one that does is a breach. */
  readonly twinsBecause?: string;
  /** Before anybody is at work. */
  prepare?(cluster: Cluster): Promise<unknown>;
  /** It is over, as far as people can mend it, when this has resolved. */
  strike(cluster: Cluster): Promise<unknown>;
  /** Leaves the cluster as it was, once all is counted. */
  tidy?(cluster: Cluster): Promise<unknown>;
}

export const seconds = (count: number): Promise<void> => pause(count * 1_000);
