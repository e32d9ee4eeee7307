import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { until } from '../../../e2e/support/until.js';

/** A shell command on a pseudo-terminal of `script` (util-linux), with a person who reads and types. */
export class PseudoTerminal {
  private screen = '';

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (chunk: Buffer) => {
      this.screen += chunk.toString();
    });
  }

  static start(command: string, env: Record<string, string>, cwd: string): PseudoTerminal {
    const parameters = ['--quiet', '--return', '--flush', '--command', command, '/dev/null'];
    return new PseudoTerminal(
      spawn('script', parameters, { env: { ...env, SHELL: '/bin/bash' }, cwd, detached: true }),
    );
  }

  /** Everything shown so far, without the escape sequences of line editing. */
  get text(): string {
    // eslint-disable-next-line no-control-regex -- removes them
    return this.screen.replace(/\u001b\[[\d;?]*[A-Za-z]/g, '').replaceAll('\r', '');
  }

  /** Waits for a question and types a reply. */
  async reply(question: string, reply: string): Promise<void> {
    await this.shows(question);
    this.screen = '';
    this.child.stdin.write(reply);
  }

  async shows(text: string): Promise<void> {
    await until(`the terminal shows ${text}`, () => this.text.includes(text));
  }

  async exitCode(): Promise<number | null> {
    if (this.child.exitCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }
}
