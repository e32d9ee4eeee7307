import { execFileSync } from 'node:child_process';

/** Builds changed parts, because the tests run the built programs. */
export default function build(): void {
  execFileSync(process.execPath, ['--import=tsx', 'scripts/build.ts'], { stdio: 'inherit' });
}
