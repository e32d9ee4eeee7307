import { areGoToolsInstalled } from './tasks/go-tools.js';
import { runTask } from './tasks/run-task.js';
import { runVitest } from './tasks/run-vitest.js';
import { installSystemPackages } from './tasks/system-packages.js';

const PROJECTS = ['unit', 'integration', 'e2e', 'browser'];

/** `npm test`: the checks, then the tests on the built product. Arguments are passed to Vitest. */
await installSystemPackages();
await runTask('Checks', process.execPath, ['--import=tsx', 'scripts/check.ts']);
const projects = hasHelm() ? [...PROJECTS, 'chart'] : PROJECTS;
process.exit(runVitest([...projects.map((name) => `--project=${name}`), ...process.argv.slice(2)]));

/** Helm takes minutes to compile, so only `npm run test:e2e -- chart` compiles it. */
function hasHelm(): boolean {
  if (areGoToolsInstalled()) return true;
  process.stdout.write('The Helm chart is not tested: npm run test:e2e -- chart compiles Helm with Go.\n');
  return false;
}
