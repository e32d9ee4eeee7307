import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Steps shorter than this are not worth a line. */
const SILENT_MS = 1_000;

/**
 * Runs a command in the repository's root. Its output is shown only when it fails; a step of more than a second says
 * what it is and how long it took.
 *
 * @param {string} name what is done, for people
 * @param {string} command
 * @param {readonly string[]} commandArguments
 * @param {{ stopOnFailure?: boolean, quiet?: boolean, env?: Record<string, string> }} [options] unless told otherwise, a failure ends this process
 * @returns {Promise<boolean>} whether it went well
 */
export async function runStep(
  name,
  command,
  commandArguments,
  { stopOnFailure = true, quiet = false, env = {} } = {},
) {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  let announced = false;
  const timer = setTimeout(() => {
    announced = true;
    process.stdout.write(`${name} …\n`);
  }, SILENT_MS);
  const { exitCode, output } = await run(command, commandArguments, env);
  clearTimeout(timer);
  if (exitCode === 0) {
    if (announced) process.stdout.write(`${name}: ${seconds()}\n`);
    return true;
  }
  if (!quiet) process.stdout.write(`${name} failed after ${seconds()}\n${output}\n`);
  if (stopOnFailure) process.exit(1);
  return false;
}

/** Ends with this process: a Ctrl-C reaches both, and a signal to this process alone is passed on. */
function run(command, commandArguments, env) {
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm and npx are scripts on Windows.
      shell: process.platform === 'win32',
    });
    const passOn = () => child.kill('SIGTERM');
    process.once('SIGTERM', passOn);
    let output = '';
    const collect = (chunk) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ exitCode: -1, output: error.message }));
    child.once('close', (exitCode) => {
      process.removeListener('SIGTERM', passOn);
      resolve({ exitCode, output: output.trim() });
    });
  });
}
