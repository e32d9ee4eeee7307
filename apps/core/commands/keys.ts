import { loadConfig } from '#libs/config';
import { runKeys } from '../keys/keys-command.js';

/** `npm run onasty -- keys` in a deployment: with the variables of core. */
await runKeys(() => {
  const config = loadConfig('core');
  return Promise.resolve({ config, url: config.database.url });
});
