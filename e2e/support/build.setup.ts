import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ENTRY = 'dist/apps/core/main.js';
/** Written after a build: the compiler leaves what did not change untouched, so its own files say nothing. */
const STAMP = 'dist/.built-for-tests';

/** The tests ask the built product, so it is built first when any source is newer. */
export default function buildWhenStale(): void {
  const startedAt = new Date();
  if (existsSync(ENTRY) && existsSync(STAMP) && newestSourceMs() < statSync(STAMP).mtimeMs) return;
  execFileSync('npm', ['run', '--silent', 'build:server'], { stdio: 'inherit' });
  writeFileSync(STAMP, startedAt.toISOString());
}

function newestSourceMs(): number {
  const folders = ['apps/core', 'apps/standalone', 'libs'].filter((folder) => existsSync(folder));
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .map((file) => join(folder, file)),
  );
  return Math.max(...sources.map((file) => statSync(file).mtimeMs));
}
