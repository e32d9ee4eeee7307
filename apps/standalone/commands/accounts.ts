import { runAccounts } from '../../core/identity/operator/run-accounts.js';
import { findInstallation } from './find-installation.js';

await runAccounts(findInstallation);
