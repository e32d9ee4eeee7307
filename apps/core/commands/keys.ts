import { loadConfig } from '#libs/config';
import { runKeys } from '../keys/keys-command.js';

await runKeys(() => {
  const config = loadConfig('core');
  return Promise.resolve({ config, url: config.database.url });
});
