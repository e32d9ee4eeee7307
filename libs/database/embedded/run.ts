import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** The system user that PostgreSQL runs as when we are root, since it refuses to run as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

export interface Outcome {
  /** Null when it could not be run at all. */
  exitCode: number | null;
  output: string;
}

/** Runs a program to its end, as `user` where there is one. */
export function run(
  file: string,
  programArguments: readonly string[],
  user: ServerUser | null,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, programArguments, {
      // Its own session: Ctrl-C on the terminal must reach node alone, which then stops PostgreSQL in order.
      detached: process.platform !== 'win32',
      cwd: user === null ? tmpdir() : '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ exitCode: null, output: error.message }));
    child.once('exit', (exitCode) => setImmediate(() => resolve({ exitCode, output: output.trim() })));
  });
}
