import { runKeys } from '../../core/keys/keys-command.js';
import { openInstallation } from './find-installation.js';

await runKeys(openInstallation);
