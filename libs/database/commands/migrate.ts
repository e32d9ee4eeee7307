import { Secret } from '#libs/config';
import { migrate } from '../migrations/migrate.js';

/** `npm run db:migrate`: brings the database that DATABASE_URL names up to date. */
const url = process.env['DATABASE_URL'];

if (!url) {
  process.stderr.write('DATABASE_URL is not set: it names the database to migrate\n');
  process.exitCode = 1;
} else {
  await migrate(new Secret(url)).then(
    (applied) =>
      process.stdout.write(`${applied.map((name) => `applied ${name}`).join('\n') || 'up to date'}\n`),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
