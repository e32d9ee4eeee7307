import { runTask } from './tasks/run-task.js';
import { runVitest } from './tasks/run-vitest.js';
import { installSystemPackages } from './tasks/system-packages.js';

/** `npm test`: the checks, then the tests on the built product. Arguments are passed to Vitest. */
await installSystemPackages();
await runTask('Checks', process.execPath, ['--import=tsx', 'scripts/check.ts']);
process.exit(runVitest(['--project=!firefox', '--project=!slow', ...process.argv.slice(2)]));
