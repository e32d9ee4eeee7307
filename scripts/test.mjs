import { spawnSync } from 'node:child_process';
import { installWhenChanged } from './install.mjs';
import { ROOT, runStep } from './steps.mjs';
import { installSystemPackages } from './system-packages.mjs';

/** `npm test`: the checks, and every test on the built product. Installs what it needs. */
await installWhenChanged();
await installSystemPackages();
process.stdout.write('Checking: format, lint, types, boundaries, unused code, generated files\n');
await runStep('Checks', process.execPath, ['scripts/check.mjs']);
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--silent=passed-only'];
const { status } = spawnSync(
  process.execPath,
  [...vitest, '--reporter=./scripts/count-reporter.mjs', '--reporter=dot', ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exit(status ?? 1);
