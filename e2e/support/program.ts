import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { delimiter } from 'node:path';

/** Debian installs servers in /usr/sbin, which may be missing in PATH. */
export const PATH = [process.env['PATH'], '/usr/sbin'].join(delimiter);

/** Third-party program as a process with only the given environment. */
export class Program {
  /** Lines of output so far. */
  readonly lines: string[] = [];
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    // Output may still arrive after `exit`.
    this.ended = new Promise((resolve) => child.once('close', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    }
  }

  static async start(command: readonly string[], environment: Record<string, string>): Promise<Program> {
    const [name = '', ...parameters] = command;
    const child = spawn(name, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH, ...environment },
    });
    await once(child, 'spawn').catch((cause: unknown) => {
      throw new Error(`${name} does not start: npm test installs missing packages`, { cause });
    });
    return new Program(child);
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

  /** Suspends or resumes it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /** Sends the signal and waits until it ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.isAlive) this.child.kill(signal);
    await this.ended;
  }
}
