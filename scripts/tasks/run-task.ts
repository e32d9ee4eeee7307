import { spawn } from 'node:child_process';

/** Tasks that are shorter print no line. */
const SILENT_MS = 1_000;

interface TaskOptions {
  /** Exit this process if the task fails; default true. */
  exitOnFailure?: boolean;
  env?: Record<string, string>;
  cwd?: string;
}

/**
 * Runs a command and prints its output only if it fails; a task of more than a second prints its name and duration.
 *
 * @returns false if the task failed and `exitOnFailure` is false
 */
export async function runTask(
  name: string,
  command: string,
  parameters: readonly string[],
  options: TaskOptions = {},
): Promise<boolean> {
  const startedAt = performance.now();
  let isAnnounced = false;
  const timer = setTimeout(() => {
    isAnnounced = true;
    process.stdout.write(`${name} …\n`);
  }, SILENT_MS);
  const { exitCode, output } = await run(command, parameters, options);
  clearTimeout(timer);
  const duration = `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  if (exitCode === 0) {
    if (isAnnounced) process.stdout.write(`${name}: ${duration}\n`);
    return true;
  }
  process.stdout.write(`${name} failed after ${duration}\n${output}\n`);
  if (options.exitOnFailure ?? true) process.exit(1);
  return false;
}

function run(
  command: string,
  parameters: readonly string[],
  { env, cwd = '.' }: TaskOptions,
): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm and npx are scripts on Windows.
      shell: process.platform === 'win32',
    });
    const passOn = () => child.kill('SIGTERM');
    process.once('SIGTERM', passOn);
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ exitCode: -1, output: error.message }));
    child.once('close', (exitCode) => {
      process.removeListener('SIGTERM', passOn);
      resolve({ exitCode, output: output.trim() });
    });
  });
}
