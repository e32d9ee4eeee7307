import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { bundlePackage } from '../../../scripts/packages/bundle-package.js';
import { PseudoTerminal } from './pseudo-terminal.js';

export interface CliResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface CliInput {
  stdin?: string | Buffer | Readable;
  env?: Record<string, string>;
  /** Replaces `stdout`: a shell redirection such as `>&-`. */
  redirection?: string;
}

/** The built command line with folders of its own, and without a terminal unless a test opens one. */
export class CliHarness {
  private constructor(
    readonly folder: string,
    readonly program: string,
    readonly server: string,
  ) {}

  static async create(server: string): Promise<CliHarness> {
    const folder = await mkdtemp(join(tmpdir(), 'onasty-cli-'));
    const program = join(folder, 'onasty.mjs');
    await bundlePackage('apps/cli/main.ts', program);
    return new CliHarness(folder, program, server);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async run(
    parameters: readonly string[],
    { stdin = '', env, redirection }: CliInput = {},
  ): Promise<CliResult> {
    const child =
      redirection === undefined
        ? this.start([process.execPath, this.program, ...parameters], env)
        : this.start(
            ['sh', '-c', `exec "$@" ${redirection}`, 'sh', process.execPath, this.program, ...parameters],
            env,
          );
    // A program may end without reading its input.
    child.stdin?.on('error', () => undefined);
    if (typeof stdin === 'string' || Buffer.isBuffer(stdin)) child.stdin?.end(stdin);
    else if (child.stdin !== null) stdin.pipe(child.stdin);
    return resultOf(child);
  }

  /** Starts a program in a session of its own, which has no terminal. */
  start([command = '', ...parameters]: readonly string[], env: Record<string, string> = {}): ChildProcess {
    return spawn(command, parameters, { env: this.environment(env), detached: true, cwd: this.folder });
  }

  /** @param command of a shell, in which `onasty` is the program */
  atTerminal(command: string, env: Record<string, string> = {}): PseudoTerminal {
    const onasty = `onasty() { "${process.execPath}" "${this.program}" "$@"; }`;
    return PseudoTerminal.start(`${onasty}; ${command}`, this.environment(env), this.folder);
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  private environment(env: Record<string, string>): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      XDG_CONFIG_HOME: this.path('config'),
      XDG_STATE_HOME: this.path('state'),
      ONASTY_SERVER: this.server,
      ...env,
    };
  }
}

export async function resultOf(child: ChildProcess): Promise<CliResult> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the output is no pipe');
  const [out, err] = await Promise.all([text(stdout), text(stderr), exited(child)]);
  return { exitCode: child.exitCode, signal: child.signalCode, stdout: out, stderr: err };
}

async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
