import { buildWhatChanged } from './build-steps.mjs';
import { installWhenChanged } from './install.mjs';
import { ROOT } from './steps.mjs';
import { installSystemPackages } from './system-packages.mjs';
import { spawnSync } from 'node:child_process';

/**
 * `npm run bench`: the API as built, beside a bare server (e2e/bench/bench.ts). With `-- --cluster`: a deployment of two
 * cores (e2e/bench/cluster/cluster-bench.ts). With `-- --crowd`: many who sign in at once, and who guesses at slugs
 * (e2e/bench/crowd/crowd-bench.ts). With `-- --observability`: what metrics and logs cost
 * (e2e/bench/observability/observability-bench.ts).
 */
const options = process.argv.slice(2);
const program =
  ['cluster', 'observability', 'crowd']
    .filter((kind) => options.includes(`--${kind}`))
    .map((kind) => `${kind}/${kind}-bench.ts`)[0] ?? 'bench.ts';
await installWhenChanged();
await installSystemPackages();
await buildWhatChanged();
const { status } = spawnSync('npx', ['tsx', '--conditions=source', `e2e/bench/${program}`, ...options], {
  cwd: ROOT,
  stdio: 'inherit',
});
process.exit(status ?? 1);
