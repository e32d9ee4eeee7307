import { loadConfig } from '#libs/config';
import { runAccounts } from '../identity/operator/run-accounts.js';

/** `npm run accounts` in a deployment: with the variables of core. */
await runAccounts(() => {
  const config = loadConfig('core');
  return Promise.resolve({ config, url: config.database.url });
});
