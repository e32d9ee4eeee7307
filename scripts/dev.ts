import { spawn } from 'node:child_process';
import { buildChanged } from './tasks/build-changed.js';

/**
 * `npm run dev`: standalone, compiled and restarted when the server's code changes. For the web UI run `npm run build` and
 * reload the page.
 */
await buildChanged();
// Without a shell in between, which would exit before the product and leave its PostgreSQL behind.
const watched = spawn(
  process.execPath,
  ['node_modules/@nestjs/cli/bin/nest.js', 'start', '--watch', '--preserveWatchOutput', '--no-shell'],
  { stdio: 'inherit' },
);
// A Ctrl-C of the terminal reaches both processes, any other signal only this one.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => watched.kill('SIGTERM'));
watched.once('exit', (code) => process.exit(code ?? 0));
