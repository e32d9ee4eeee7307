import { spawnSync } from 'node:child_process';

/** Checks the types of the web UI, for which SvelteKit first generates those of its routes. */
const COMMANDS = [
  ['../../node_modules/@sveltejs/kit/svelte-kit.js', 'sync'],
  [
    '../../node_modules/svelte-check/bin/svelte-check',
    '--tsconfig=tsconfig.json',
    '--fail-on-warnings',
    '--output=human',
    '--incremental',
    '--tsgo',
  ],
];

for (const command of COMMANDS) {
  const { status } = spawnSync(process.execPath, command, { cwd: 'apps/web', stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
