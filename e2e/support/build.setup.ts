import { execFileSync } from 'node:child_process';

/** The tests ask the built product, so that what changed since the last build is built first. */
export default function buildWhatChanged(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], {
    stdio: 'inherit',
  });
}
