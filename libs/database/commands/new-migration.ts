import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Secret } from '#libs/config';
import { runCommand } from '#libs/lifecycle';
import { EmbeddedPostgres } from '../embedded/embedded-postgres.js';
import { writeNewMigration } from '../migrations/new-migration.js';

/** `new-migration.js name`: writes the next migration from schema.prisma. */
const title = process.argv.slice(2).join(' ');

await runCommand(async (printLine) => {
  if (title === '') throw new Error('usage: node dist/libs/database/commands/new-migration.js what-changes');
  const file = await withServer((url) => writeNewMigration(title, url, new Date()));
  printLine(file === null ? 'schema.prisma is unchanged' : `wrote ${relative('.', file)}`);
});

/** Starts a temporary server: Prisma's engine compares schemas only with a connection. */
async function withServer<T>(use: (url: Secret<string>) => Promise<T>): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'onasty-new-migration-'));
  const server = await EmbeddedPostgres.start({
    dataFolder,
    password: new Secret(randomUUID()),
    settings: { fsync: 'off' },
  });
  try {
    return await use(server.url);
  } finally {
    await server.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}
