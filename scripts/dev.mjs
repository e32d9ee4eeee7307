import { spawn } from 'node:child_process';
import { buildWhatChanged } from './build-steps.mjs';
import { installWhenChanged } from './install.mjs';
import { ROOT } from './steps.mjs';

/**
 * `npm run dev`: standalone, from the source of the server, started again when that changes. The web UI is the one that was
 * built last; `npm run build:web` makes it anew, and the page shows it when it is loaded again.
 */
await installWhenChanged();
await buildWhatChanged();
// Without a shell in between, which would end before the product has, and leave its PostgreSQL behind.
const watched = spawn(
  process.execPath,
  ['node_modules/@nestjs/cli/bin/nest.js', 'start', '--watch', '--preserveWatchOutput', '--no-shell'],
  { cwd: ROOT, stdio: 'inherit' },
);
// A Ctrl-C reaches both; a signal to this process alone is passed on.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => watched.kill('SIGTERM'));
watched.once('exit', (code) => process.exit(code ?? 0));
