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
  await runStep('Installing packages', 'npm', ['ci', ...QUIET]);
  stamp.write(wanted);
}
