import { assembleServerPackage } from './packages/server-package.js';
import { buildChanged } from './tasks/build-changed.js';

/** `npm run build`: builds what `npm start` would, and starts nothing. `-- packages` assembles what npm publishes, too. */
await buildChanged();
if (process.argv.includes('packages')) await assembleServerPackage();
