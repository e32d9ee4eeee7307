import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { assertFieldsAreKept } from './log-fields.js';
import { metricsTextOf } from './metrics.js';
import { PATH } from './program.js';
import { assertNoSecretsIn } from '../../apps/core/testing/secrets.js';

/** Wraps a command so that it runs with fewer rights. */
export type Confine = (command: readonly string[]) => readonly string[];

/** Built program as a process with only the given environment. */
export class ProductProcess {
  /** Lines of standard output so far. */
  readonly lines: string[] = [];
  private stderr = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    // Output may still arrive after `exit`.
    this.ended = new Promise((resolve) => child.once('close', resolve));
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(line));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  static async start(
    file: string,
    environment: Record<string, string>,
    confine: Confine = (command) => command,
  ): Promise<ProductProcess> {
    const [program = '', ...parameters] = confine([process.execPath, file]);
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH, ...environment },
    });
    await once(child, 'spawn');
    return new ProductProcess(child);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  /** Log lines so far, parsed. */
  log(): Record<string, unknown>[] {
    return this.lines
      .filter((line) => line.startsWith('{'))
      .map((line): Record<string, unknown> => JSON.parse(line));
  }

  /** Messages of its fatal log lines so far. */
  fatalMessages(): string[] {
    return this.log().flatMap(({ level, message }) => (level === 'fatal' ? [String(message)] : []));
  }

  /** Standard error so far. */
  get errors(): string {
    return this.stderr;
  }

  /** Resident memory. */
  memoryMiB(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /**
   * Sends the signal to this process alone and waits until it ended.
   *
   * @throws {Error} if its log or metrics contain a secret, or a log field that Alloy drops
   */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    // SIGKILL must not be delayed by a scrape.
    const metrics = signal === 'SIGTERM' && this.isAlive ? await metricsTextOf(this.lines) : '';
    if (this.isAlive) this.child.kill(signal);
    await this.ended;
    assertNoSecretsIn([...this.lines, this.stderr, metrics].join('\n'));
    assertFieldsAreKept(this.lines);
  }
}
