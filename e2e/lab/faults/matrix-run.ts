import type { RunningDeployment } from '../../support/deployment/running-deployment.js';
import { until } from '../../support/until.js';
import { undelivered, violatedInvariants } from './checks/audit.js';
import { Deadline } from './deadline.js';
import { startFaultDeployment, unexpectedFailures } from './fault-deployment.js';
import { ENDS_WITHIN_SECONDS, type Fault } from './fault.js';
import type { MatrixResult, Row } from './matrix-result.js';
import { runFault, type InjectedFault } from './run-fault.js';

export const RUN_ENDS_WITHIN_SECONDS = 32 * 60;
/** A mail claimed by a killed mailer passes to another after 90 s. */
const REDELIVERED_WITHIN_SECONDS = 100;
/** Time reserved for restoring and counting. */
const COUNTING_SECONDS = 15;
/** Minimum time to start a row. */
const LEAST_SECONDS = 30;

type FinishedRow = Row & Pick<InjectedFault, 'recount'>;

/** Runs one row after another on one deployment, and on a new one after a row that did not finish. */
export class MatrixRun {
  private readonly startedAt = performance.now();
  private readonly faultsEnd = Deadline.in(
    RUN_ENDS_WITHIN_SECONDS - REDELIVERED_WITHIN_SECONDS - COUNTING_SECONDS,
  );
  private deployment: RunningDeployment | undefined;
  /** Rows that ran on the current deployment. */
  private finished: FinishedRow[] = [];
  /** Empty before the first row. */
  postgresVersion = '';

  /** @param print receives progress, one line each */
  constructor(private readonly print: (line: string) => void) {}

  /** Returns a result for each row, even if the row fails. */
  async run(faults: readonly Fault[]): Promise<MatrixResult> {
    const rows: Row[] = [];
    for (const [index, fault] of faults.entries()) {
      this.log(`${index + 1} of ${faults.length}: ${fault.name}`);
      const row = await this.runRow(fault);
      const { figures, violations, tookSeconds } = row;
      this.log(`  ${JSON.stringify({ tookSeconds, violations, figures })}`);
      rows.push(row);
      if (row.figures === undefined) await this.discard();
    }
    const violatedAfterwards = await this.recount().catch((error: unknown) => [messageOf(error)]);
    await this.discard();
    return { rows, violatedAfterwards, tookSeconds: this.seconds() };
  }

  private async runRow(fault: Fault): Promise<Row> {
    const { endsWithinSeconds = ENDS_WITHIN_SECONDS } = fault;
    const began = this.seconds();
    const row: Row = { fault, endsWithinSeconds, tookSeconds: 0, violations: [] };
    try {
      if (this.faultsEnd.leftSeconds < LEAST_SECONDS) throw new Error('not run: no time left');
      await this.inject(row, this.faultsEnd.orIn(endsWithinSeconds));
    } catch (error) {
      row.violations.push(messageOf(error));
    }
    row.tookSeconds = this.seconds() - began;
    if (row.violations.length > 0 && this.deployment !== undefined)
      for (const line of unexpectedFailures(this.deployment)) this.log(`  ${line}`);
    return row;
  }

  private async inject(row: Row, deadline: Deadline): Promise<void> {
    this.deployment ??= await startFaultDeployment();
    this.postgresVersion ||= await this.deployment.postgres.version();
    const mailsBy = deadline.earlier(COUNTING_SECONDS);
    const { result, recount } = await runFault(this.deployment, row.fault, { rigour: 'full', mailsBy });
    const { violations, ...figures } = result;
    row.figures = figures;
    row.violations.push(...violations, ...(deadline.isOver ? ['took too long'] : []));
    this.finished.push(Object.assign(row, { recount }));
  }

  /** Runs once NATS has nothing left to redeliver: until then a mail may arrive twice. */
  private async recount(): Promise<string[]> {
    const { deployment, finished } = this;
    if (deployment === undefined || finished.length === 0) return [];
    this.log('recount after the last redelivery');
    const isDelivered = async () => (await undelivered(deployment)) === 0;
    await until('NATS has nothing to deliver', isDelivered, REDELIVERED_WITHIN_SECONDS * 1_000);
    for (const row of finished) {
      const { violations, ...figures } = await row.recount();
      row.figures = figures;
      row.violations = [...new Set([...row.violations, ...violations])];
    }
    return violatedInvariants(deployment.postgres);
  }

  private async discard(): Promise<void> {
    const { deployment } = this;
    this.deployment = undefined;
    this.finished = [];
    await deployment
      ?.stop()
      .catch((error: unknown) => this.print(`the deployment failed to stop: ${String(error)}`));
  }

  private log(message: string): void {
    const [minutes, seconds] = [Math.floor(this.seconds() / 60), this.seconds() % 60];
    this.print(`${minutes}:${String(seconds).padStart(2, '0')} ${message}`);
  }

  private seconds(): number {
    return Math.round((performance.now() - this.startedAt) / 1_000);
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
