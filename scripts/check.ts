import { spawnSync } from 'node:child_process';
import { checks, type Check } from './checks/checks.js';
import { buildChanged } from './tasks/build-changed.js';
import { runTask } from './tasks/run-task.js';

/**
 * `npm run check`: everything that needs no running product. `npm run check -- lint` runs one check and passes it further
 * arguments: `npm run check -- words apps/core`, `npm run check -- format --fix`.
 */
const PARALLEL = 2;
const [name, ...rest] = process.argv.slice(2);

if (name === undefined) await runAll();
else runOne(name);

async function runAll(): Promise<void> {
  await buildChanged();
  const failed: string[] = [];
  const queue = Object.entries(checks);
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [title, { command, paths = [] }] = next;
      const parameters = [...command, ...paths];
      const hasPassed = await runTask(`check ${title}`, process.execPath, parameters, {
        exitOnFailure: false,
      });
      if (!hasPassed) failed.push(title);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  if (failed.length === 0) return;
  process.stdout.write(`check failed: ${failed.join(', ')}\n`);
  process.exitCode = 1;
}

function runOne(title: string): void {
  const check: Check | undefined = checks[title];
  if (check === undefined) {
    process.stderr.write(`There is no check "${title}": ${Object.keys(checks).join(', ')}\n`);
    process.exit(1);
  }
  const options = rest.filter((text) => text !== '--fix');
  const command = rest.includes('--fix') && check.fix !== undefined ? check.fix : check.command;
  const parameters = [...command, ...(options.length > 0 ? options : (check.paths ?? []))];
  const { status } = spawnSync(process.execPath, parameters, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
