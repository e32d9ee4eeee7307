import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** System user of PostgreSQL, which does not run as root. */
export interface ServerUser {
  uid: number;
  gid: number;
}

export interface Outcome {
  /** Null if the program could not be started. */
  exitCode: number | null;
  output: string;
}

export function run(
  file: string,
  programArguments: readonly string[],
  user: ServerUser | null,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, programArguments, {
      // A session of its own: Ctrl-C must reach Node only, which then stops PostgreSQL.
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
