import { buildClientPackages } from './packages/client-packages.js';
import { buildExecutable } from './packages/executable.js';
import { assembleServerPackage } from './packages/server-package.js';
import { buildChanged } from './tasks/build-changed.js';

/**
 * `npm run build`: builds what `npm start` would, and starts nothing. `-- packages` assembles what npm publishes, too;
 * `-- executable` builds the command line as one file instead.
 */
const [what] = process.argv.slice(2);
if (what === 'executable') await buildExecutable();
else await buildChanged();
if (what === 'packages') {
  await assembleServerPackage();
  await buildClientPackages();
}
