import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, Stamp } from './fingerprint.mjs';
import { ROOT, runStep } from './steps.mjs';

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Installs exactly what package-lock.json names, when that changed or nothing is installed. */
export async function installWhenChanged() {
  const stamp = new Stamp('node_modules/.onasty-lock');
  const wanted = fingerprint(['package-lock.json']);
  if (existsSync(join(ROOT, 'node_modules')) && stamp.is(wanted)) return;
  if (!(await runStep('Installing packages', 'npm', ['ci', ...QUIET], { stopOnFailure: false, quiet: true })))
    // A registry without the binaries of other platforms makes a lock file that `npm ci` calls incomplete.
    await runStep('Installing packages', 'npm', ['install', '--no-save', ...QUIET]);
  stamp.write(wanted);
}
