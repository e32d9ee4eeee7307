import { requireVariable, variables } from '#libs/config';
import { runCommand } from '#libs/lifecycle';
import { migrate } from '../migrations/migrate.js';

/** `npm run db:migrate`: migrates the database of DATABASE_URL. */
await runCommand(async (printLine) => {
  const onApplied = (name: string) => printLine(`applied ${name}`);
  const applied = await migrate(requireVariable(variables.DATABASE_URL), { onApplied });
  if (applied.length === 0) printLine('up to date');
});
