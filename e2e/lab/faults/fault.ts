import { setTimeout as pause } from 'node:timers/promises';
import type { RunningDeployment } from '../../support/deployment/running-deployment.js';

/** An injected fault: a row of the matrix. Any error that it throws fails the row. */
export interface Fault {
  readonly name: string;
  /** Short enough for every test run. */
  readonly quick?: true;
  /** Set if no request may fail. */
  readonly failsNothing?: boolean;
  /** Maximum wait of a request for its response. */
  readonly respondsWithinMs?: number;
  /** Time for the whole row; {@link ENDS_WITHIN_SECONDS} by default. */
  readonly endsWithinSeconds?: number;
  /** Reason for which a mail may arrive twice. Without one, a duplicate is a violation. */
  readonly duplicatesBecause?: string;
  /** Runs before the traffic starts. */
  prepare?(deployment: RunningDeployment): Promise<unknown>;
  /** Resolves once the injected fault is over. */
  strike(deployment: RunningDeployment): Promise<unknown>;
  /** Further violations, checked whenever the row is counted. */
  violations?(deployment: RunningDeployment): Promise<string[]>;
  /** Restores the deployment after counting. */
  restore?(deployment: RunningDeployment): Promise<unknown>;
}

export const ENDS_WITHIN_SECONDS = 120;
/** A mail held by a killed mailer passes to another after 90 s. */
export const REDELIVERED_WITHIN_SECONDS = 240;

export const seconds = (count: number): Promise<void> => pause(count * 1_000);
