import { Secret, type Config } from '#libs/config';
import { Database, EmbeddedPostgres, migrate } from '#libs/database';
import type { ShutdownHooks } from '#libs/lifecycle';
import { step } from './progress.js';

export interface OpenedDatabase {
  database: Database;
  /** Where the embedded server keeps its files; null for an external one. */
  embeddedFolder: string | null;
}

/** The database of the configuration, or an embedded one where it names none; migrated. */
export async function openDatabase(
  config: Config,
  dataFolder: string,
  password: string,
  closers: ShutdownHooks,
): Promise<OpenedDatabase> {
  const server = config.database.url ? null : await startServer(dataFolder, password, closers);
  const url = server?.url ?? config.database.url;
  if (url === undefined) throw new Error('there is no database');
  await step('Migrating the database', () => migrate(url));
  const database = new Database({ ...config.database, url });
  closers.add(() => database.close(), 'database');
  return { database, embeddedFolder: server?.folder ?? null };
}

async function startServer(
  dataFolder: string,
  password: string,
  closers: ShutdownHooks,
): Promise<EmbeddedPostgres> {
  const options = { dataFolder, password: new Secret(password) };
  const server = await step('Starting the embedded PostgreSQL', () => EmbeddedPostgres.start(options));
  closers.add(() => server.stop(), 'PostgreSQL');
  if (!server.folder.startsWith(dataFolder)) {
    process.stdout.write(`PostgreSQL may not enter ${dataFolder}: the database is in ${server.folder}\n`);
  }
  return server;
}
