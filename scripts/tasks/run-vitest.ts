import { spawnSync } from 'node:child_process';

/** Runs Vitest with the project's reporters and returns its exit code. */
export function runVitest(parameters: readonly string[], env: Record<string, string> = {}): number {
  const command = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--silent=passed-only',
    '--reporter=./scripts/tasks/summary-reporter.ts',
    '--reporter=dot',
    ...parameters,
  ];
  const { status } = spawnSync(process.execPath, command, {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return status ?? 1;
}
