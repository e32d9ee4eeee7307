import { buildWhatChanged } from './build-steps.mjs';
import { installWhenChanged } from './install.mjs';
import { ROOT } from './steps.mjs';
import { spawnSync } from 'node:child_process';

/** `npm run bench`: the API as built, beside a bare server. See e2e/bench/bench.ts. */
await installWhenChanged();
await buildWhatChanged();
const { status } = spawnSync('npx', ['tsx', '--conditions=source', 'e2e/bench/bench.ts'], {
  cwd: ROOT,
  stdio: 'inherit',
});
process.exit(status ?? 1);
