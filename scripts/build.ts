import { buildChanged } from './tasks/build-changed.js';

/**
 * `npm run build`: builds what `npm start` would, and starts nothing. `-- packages` assembles what npm publishes, too;
 * `-- executable` builds the command line as one file instead.
 */
const [what] = process.argv.slice(2);
if (what === 'executable') await (await import('./packages/executable.js')).buildExecutable();
else await buildChanged();
if (what === 'packages') {
  // They load the command line, whose libraries the build has compiled.
  await (await import('./packages/server-package.js')).assembleServerPackage();
  await (await import('./packages/client-packages.js')).buildClientPackages();
}
