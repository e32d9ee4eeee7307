import { requireVariable, variables } from '#libs/config';
import { errorMessage } from '#libs/observability';
import { migrate } from '../migrations/migrate.js';

/** `npm run db:migrate`: migrates the database of DATABASE_URL. */
try {
  const applied = await migrate(requireVariable(variables.DATABASE_URL));
  process.stdout.write(`${applied.map((name) => `applied ${name}`).join('\n') || 'up to date'}\n`);
} catch (error) {
  process.stderr.write(`${errorMessage(error)}\n`);
  process.exitCode = 1;
}
