import { buildChanged } from './tasks/build-changed.js';

/** `npm run build`: builds what `npm start` would, and starts nothing. */
await buildChanged();
