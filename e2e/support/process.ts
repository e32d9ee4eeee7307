import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { refuseUnkeptFields } from './log-fields.js';
import { metricsTextOf } from './metrics.js';
import { assertNoSecretsIn } from '../../apps/core/testing/secrets.js';

/** A program of the product, run as users run it: a process of its own with an environment of its own. */
export class ProductProcess {
  /** What it printed on standard output so far. */
  readonly lines: string[] = [];
  private faults = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    // Not `exit`: what it printed last may come after that.
    this.ended = new Promise((resolve) => child.once('close', resolve));
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line));
    child.stderr?.on('data', (chunk: Buffer) => (this.faults += chunk.toString()));
  }

  static async start(file: string, environment: Record<string, string>): Promise<ProductProcess> {
    const child = spawn(process.execPath, [file], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...environment },
    });
    await once(child, 'spawn');
    return new ProductProcess(child);
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  /** Its log so far, a parsed line each. */
  log(): Record<string, unknown>[] {
    return this.lines
      .filter((line) => line.startsWith('{'))
      .map((line): Record<string, unknown> => JSON.parse(line));
  }

  /** What it printed on standard error so far. */
  get errors(): string {
    return this.faults;
  }

  /** Resident memory now. */
  memoryMiB(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  }

  /** Stops the process where it is, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /**
   * Sends the signal to this process alone and waits until it ended.
   *
   * @throws {Error} when its log or its metrics have told a secret of somebody, or a field of the log would not be kept
   */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    // Whoever is killed is so at once: a test may be about that moment.
    const metrics = signal === 'SIGTERM' && this.isAlive ? await metricsTextOf(this.lines) : '';
    if (this.isAlive) this.child.kill(signal);
    await this.ended;
    assertNoSecretsIn([...this.lines, this.faults, metrics].join('\n'));
    refuseUnkeptFields(this.lines);
  }
}
