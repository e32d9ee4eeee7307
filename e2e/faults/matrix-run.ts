import { Cluster } from './cluster.js';
import type { Fault } from './fault.js';
import { runFault, type FaultResult } from './run-fault.js';

/** A mail whose only copy was lost is sent again after five minutes. */
const MAILS_WITHIN_MS = 420_000;
/** What has not begun by then is not begun. */
const BEGINS_WITHIN_MS = 23 * 60_000;

/** One fault after the other on one cluster, and on another one after a fault that it did not survive. */
export class MatrixRun {
  private readonly startedAt = performance.now();
  private cluster: Cluster | undefined;
  /** As its server says it; empty before there was one. */
  postgresVersion = '';

  /** @param say is told how it goes, a line each */
  constructor(private readonly say: (line: string) => void) {}

  /** A row for each fault, whatever becomes of it. */
  async run(faults: readonly Fault[]): Promise<FaultResult[]> {
    const results: FaultResult[] = [];
    for (const [index, fault] of faults.entries()) {
      this.say(`${this.time()} ${index + 1} of ${faults.length}: ${fault.name}`);
      const result = await this.inflict(fault).catch((error: unknown) => failedRow(fault, error));
      this.say(`${this.time()}   ${JSON.stringify(result)}`);
      results.push(result);
      if (hasNoFigures(result)) await this.discard();
    }
    await this.discard();
    return results;
  }

  private async inflict(fault: Fault): Promise<FaultResult> {
    if (performance.now() - this.startedAt > BEGINS_WITHIN_MS) throw new Error('not run: no time was left');
    this.cluster ??= await Cluster.start();
    this.postgresVersion ||= await this.cluster.postgres.version();
    return runFault(this.cluster, fault, MAILS_WITHIN_MS);
  }

  private async discard(): Promise<void> {
    const { cluster } = this;
    this.cluster = undefined;
    await cluster?.stop().catch((error: unknown) => this.say(`the cluster does not stop: ${String(error)}`));
  }

  /** Since the beginning, as minutes and seconds. */
  private time(): string {
    const seconds = Math.floor((performance.now() - this.startedAt) / 1_000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
}

/** Whether something happened that never may. */
export function isBreach({ lost, readTwice, broken }: FaultResult): boolean {
  return lost + readTwice + broken.length > 0;
}

const hasNoFigures = ({ requests }: FaultResult) => requests === 0;

function failedRow({ name }: Fault, error: unknown): FaultResult {
  return {
    fault: name,
    notes: 0,
    mails: 0,
    requests: 0,
    failed: 0,
    lost: 0,
    readTwice: 0,
    mailedTwice: 0,
    recoverySeconds: 0,
    drainSeconds: 0,
    broken: [error instanceof Error ? error.message : String(error)],
  };
}
