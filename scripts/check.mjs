import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildWhatChanged } from './build-steps.mjs';
import { installWhenChanged } from './install.mjs';
import { ROOT, runStep } from './steps.mjs';

/** `npm run check`: everything that needs no running product. All of it runs, and then says what failed. */
const DASHBOARDS = ['overview', 'core', 'mailer', 'notes', 'logs'];
const GENERATED = [
  'docs/openapi.json',
  'docs/configuration.md',
  'docs/scaling.md',
  'docs/metrics.md',
  'libs/api-client/schema.d.ts',
  'deploy/helm/onasty/files/rules.yml',
  ...DASHBOARDS.flatMap((name) => [
    `infra/grafana/dashboards/${name}.json`,
    `deploy/helm/onasty/files/dashboards/${name}.json`,
  ]),
];

if (process.argv[2] === 'words') {
  const parameters = ['--import', 'tsx', 'scripts/words/words.ts', ...process.argv.slice(3)];
  process.exit(spawnSync(process.execPath, parameters, { cwd: ROOT, stdio: 'inherit' }).status ?? 1);
}
await installWhenChanged();
await buildWhatChanged();
const failed = [];
await checkGenerated();
await Promise.all([check('Format', 'format'), check('Lint', 'lint')]);
await Promise.all([check('Types', 'types'), check('Types of the web UI', 'web')]);
await Promise.all([check('Boundaries', 'boundaries'), check('Unused code', 'unused')]);
if (failed.length > 0) {
  process.stdout.write(`check failed: ${failed.join(', ')}\n`);
  process.exit(1);
}

async function check(name, script) {
  await run(name, `check:${script}`);
}

async function run(name, script) {
  const good = await runStep(name, 'npm', ['run', '--silent', script], { stopOnFailure: false });
  if (!good) failed.push(name);
}

/** Generated files are committed; a change of the code that changes them must show in the same commit. */
async function checkGenerated() {
  const before = await texts();
  await run('Generated files', 'docs:gen');
  const after = await texts();
  const changed = GENERATED.filter((_, index) => before[index] !== after[index]);
  if (changed.length === 0) return;
  failed.push('Generated files');
  process.stdout.write(`These were not up to date, and are now; commit them: ${changed.join(', ')}\n`);
}

function texts() {
  return Promise.all(GENERATED.map((path) => readFile(join(ROOT, path), 'utf8').catch(() => '')));
}
