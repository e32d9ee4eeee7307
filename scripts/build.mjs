import { buildWhatChanged } from './build-steps.mjs';

/** `npm run build`: everything that `npm start` builds, without starting it. */
await buildWhatChanged();
