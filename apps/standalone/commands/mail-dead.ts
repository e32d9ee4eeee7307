import { runMailDead } from '#libs/mail-outbox';
import { findInstallation } from './find-installation.js';

await runMailDead(async () => {
  const { config, url } = await findInstallation();
  return { url, keys: config.mailEncryptionKeys };
});
