import { Secret, type StandaloneConfig } from '#libs/config';
import { Database, EmbeddedPostgres, migrate } from '#libs/database';
import { print } from '#libs/observability';
import type { ShutdownHooks } from '#libs/lifecycle';
import type { Logger } from '#libs/observability';
import type { DataFolder } from './open-data-folder.js';
import { runTask } from './run-task.js';

export interface OpenedDatabase {
  database: Database;
  /** Null for an external server. */
  embeddedFolder: string | null;
}

interface DatabaseSurroundings {
  dataFolder: DataFolder;
  shutdownHooks: ShutdownHooks;
  logger: Logger;
}

export async function openDatabase(
  { database: { url: externalUrl, ...settings } }: Pick<StandaloneConfig, 'database'>,
  { dataFolder, shutdownHooks, logger }: DatabaseSurroundings,
): Promise<OpenedDatabase> {
  const { url, ownerUrl, embeddedFolder } =
    externalUrl === undefined
      ? await startServer(dataFolder, shutdownHooks)
      : { url: externalUrl, ownerUrl: externalUrl, embeddedFolder: null };
  await runTask('Migrating the database', () => migrate(ownerUrl));
  const database = Database.open({ ...settings, url }, logger);
  shutdownHooks.add(() => database.close(), 'database');
  return { database, embeddedFolder };
}

async function startServer({ path, secrets, saveSecrets }: DataFolder, shutdownHooks: ShutdownHooks) {
  await saveSecrets();
  const options = { dataFolder: path, password: new Secret(secrets.POSTGRES_PASSWORD) };
  const server = await runTask('Starting the embedded PostgreSQL', () => EmbeddedPostgres.start(options));
  shutdownHooks.add(() => server.stop(), 'PostgreSQL');
  if (!server.folder.startsWith(path)) {
    print(`PostgreSQL has no permission for ${path}; the database is in ${server.folder} instead\n`);
  }
  return { url: server.applicationUrl, ownerUrl: server.url, embeddedFolder: server.folder };
}
