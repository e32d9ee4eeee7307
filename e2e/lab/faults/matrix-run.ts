import { until } from '../../support/until.js';
import { brokenInvariants, undelivered } from './audit.js';
import { Cluster } from './cluster.js';
import { Deadline } from './deadline.js';
import { ENDS_WITHIN_SECONDS, type Fault } from './fault.js';
import type { MatrixResult, Row } from './matrix-result.js';
import { runFault, type InflictedFault } from './run-fault.js';

export const RUN_ENDS_WITHIN_SECONDS = 25 * 60;
/** A mail that a mailer has claimed is another's after a minute and a half. */
const REDELIVERED_WITHIN_SECONDS = 100;
/** For putting things back, and for counting. */
const COUNTING_SECONDS = 15;
/** What has not so much time is not begun. */
const LEAST_SECONDS = 30;

type Ended = Row & Pick<InflictedFault, 'countAgain'>;

/** One fault after the other on one cluster, and on another one after a fault that it did not survive. */
export class MatrixRun {
  private readonly startedAt = performance.now();
  private readonly faultsEnd = Deadline.in(
    RUN_ENDS_WITHIN_SECONDS - REDELIVERED_WITHIN_SECONDS - COUNTING_SECONDS,
  );
  private cluster: Cluster | undefined;
  /** Those that came to their end on the cluster that is there now. */
  private ofCluster: Ended[] = [];
  /** As its server says it; empty before there was one. */
  postgresVersion = '';

  /** @param say is told how it goes, a line each */
  constructor(private readonly say: (line: string) => void) {}

  /** A row for each fault, whatever becomes of it. */
  async run(faults: readonly Fault[]): Promise<MatrixResult> {
    const rows: Row[] = [];
    for (const [index, fault] of faults.entries()) {
      this.tell(`${index + 1} of ${faults.length}: ${fault.name}`);
      const row = await this.inflict(fault);
      this.tell(`  ${JSON.stringify(row)}`);
      rows.push(row);
      if (row.figures === undefined) await this.discard();
    }
    const brokenAfterwards = await this.countAgain().catch((error: unknown) => [wordsOf(error)]);
    await this.discard();
    return { rows, brokenAfterwards, tookSeconds: this.seconds() };
  }

  private async inflict(fault: Fault): Promise<Row> {
    const { endsWithinSeconds = ENDS_WITHIN_SECONDS } = fault;
    const began = this.seconds();
    const row: Row = { fault, endsWithinSeconds, tookSeconds: 0, broken: [] };
    try {
      if (this.faultsEnd.leftSeconds < LEAST_SECONDS) throw new Error('not run: no time was left');
      await this.inflictAs(row, this.faultsEnd.orIn(endsWithinSeconds));
    } catch (error) {
      row.broken.push(wordsOf(error));
    }
    row.tookSeconds = this.seconds() - began;
    if (row.broken.length > 0) for (const line of this.cluster?.unexpected() ?? []) this.tell(`  ${line}`);
    return row;
  }

  /** Until all is as it was before. */
  private async inflictAs(row: Row, deadline: Deadline): Promise<void> {
    this.cluster ??= await Cluster.start();
    this.postgresVersion ||= await this.cluster.postgres.version();
    const mailsBy = deadline.earlier(COUNTING_SECONDS);
    const { result, countAgain } = await runFault(this.cluster, row.fault, { rigour: 'full', mailsBy });
    const { broken, ...figures } = result;
    row.figures = figures;
    row.broken.push(...broken, ...(deadline.isOver ? ['it took too long'] : []));
    this.ofCluster.push(Object.assign(row, { countAgain }));
  }

  /** When NATS has nothing that it could deliver again: until then a mail may come twice. */
  private async countAgain(): Promise<string[]> {
    const { cluster, ofCluster } = this;
    if (cluster === undefined || ofCluster.length === 0) return [];
    this.tell('counted again when NATS has nothing to deliver again');
    const isDone = async () => (await undelivered(cluster)) === 0;
    await until('NATS delivers all, and hears of it', isDone, REDELIVERED_WITHIN_SECONDS * 1_000);
    for (const row of ofCluster) {
      const { broken, ...figures } = await row.countAgain();
      row.figures = figures;
      row.broken = [...new Set([...row.broken, ...broken])];
    }
    return brokenInvariants(cluster.postgres);
  }

  private async discard(): Promise<void> {
    const { cluster } = this;
    this.cluster = undefined;
    this.ofCluster = [];
    await cluster?.stop().catch((error: unknown) => this.say(`the cluster does not stop: ${String(error)}`));
  }

  private tell(words: string): void {
    const [minutes, seconds] = [Math.floor(this.seconds() / 60), this.seconds() % 60];
    this.say(`${minutes}:${String(seconds).padStart(2, '0')} ${words}`);
  }

  /** Since the beginning. */
  private seconds(): number {
    return Math.round((performance.now() - this.startedAt) / 1_000);
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
