import { runTask } from './tasks/run-task.js';
import { runVitest } from './tasks/run-vitest.js';
import { installSystemPackages } from './tasks/system-packages.js';

const PROJECTS = ['unit', 'integration', 'e2e', 'browser'].map((project) => `--project=${project}`);

/** `npm test`: the checks, then the tests on the built product. Arguments are passed to Vitest. */
await installSystemPackages();
await runTask('Checks', process.execPath, ['--import=tsx', 'scripts/check.ts']);
process.exit(runVitest([...PROJECTS, ...process.argv.slice(2)]));
