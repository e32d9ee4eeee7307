import { accountVariables } from './variables/accounts.js';
import { backingServiceVariables } from './variables/backing-services.js';
import { backupVariables } from './variables/backups.js';
import { mailVariables } from './variables/mail.js';
import { noteVariables } from './variables/notes.js';
import { oauthVariables } from './variables/oauth.js';
import { observabilityVariables } from './variables/observability.js';
import { policyVariables } from './variables/policies.js';
import { rateLimitVariables } from './variables/rate-limits.js';
import { serverVariables } from './variables/server.js';
import { webhookVariables } from './variables/webhooks.js';

/** Every environment variable that Onasty knows. docs/configuration.md is generated from this table. */
export const variables = {
  ...serverVariables,
  ...backingServiceVariables,
  ...backupVariables,
  ...mailVariables,
  ...accountVariables,
  ...oauthVariables,
  ...policyVariables,
  ...noteVariables,
  ...rateLimitVariables,
  ...webhookVariables,
  ...observabilityVariables,
};
