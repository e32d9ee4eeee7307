import { requireVariable, variables } from '#libs/config';
import { runMailDead } from './run-mail-dead.js';

await runMailDead(async () => ({
  url: requireVariable(variables.DATABASE_URL),
  keys: requireVariable(variables.MAIL_ENCRYPTION_KEYS),
}));
