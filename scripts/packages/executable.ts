import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'postject';
import { bundlePackage } from './bundle-package.js';
import { version } from './manifests.js';

const FOLDER = 'dist/executable';
const SCRIPT = join(FOLDER, 'main.cjs');
const BLOB = join(FOLDER, 'onasty.blob');
const CONFIGURATION = join(FOLDER, 'sea.json');
const PROGRAM = join(FOLDER, 'onasty');
/** Name of the place in Node: https://nodejs.org/docs/latest-v20.x/api/single-executable-applications.html */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/** Builds `onasty` as one file that needs no Node, from the Node that runs the build, and starts it once. */
export async function buildExecutable(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await bundlePackage('apps/cli/main.ts', SCRIPT, 'cjs');
  const options = { main: SCRIPT, output: BLOB, disableExperimentalSEAWarning: true };
  await writeFile(CONFIGURATION, JSON.stringify(options));
  execFileSync(process.execPath, ['--experimental-sea-config', CONFIGURATION]);
  await copyFile(process.execPath, PROGRAM);
  await inject(PROGRAM, 'NODE_SEA_BLOB', await readFile(BLOB), { sentinelFuse: FUSE });
  await chmod(PROGRAM, 0o755);
  const printed = execFileSync(PROGRAM, ['--version'], { encoding: 'utf8' }).trim();
  if (printed !== version) throw new Error(`${PROGRAM} prints ${printed} instead of ${version}`);
}
