import { spawnSync } from 'node:child_process';
import { buildChanged } from './tasks/build-changed.js';
import { installSystemPackages } from './tasks/system-packages.js';

/** `npm run bench -- --cluster`: one of the benchmarks of e2e/bench on the built programs. */
const options = process.argv.slice(2);
const program =
  ['cluster', 'observability', 'crowd']
    .filter((kind) => options.includes(`--${kind}`))
    .map((kind) => `${kind}/${kind}-bench.ts`)[0] ?? 'bench.ts';
await installSystemPackages();
await buildChanged();
const command = ['--import=tsx', '--conditions=source', `e2e/bench/${program}`, ...options];
process.exit(spawnSync(process.execPath, command, { stdio: 'inherit' }).status ?? 1);
