import { Secret, type StandaloneConfig } from '#libs/config';
import { Database, EmbeddedPostgres, migrate, Supervisor } from '#libs/database';
import { print, type Logger } from '#libs/observability';
import type { Fail, ShutdownHooks } from '#libs/lifecycle';
import type { DataFolder } from './open-data-folder.js';
import { runTask } from './run-task.js';

export interface OpenedDatabase {
  database: Database;
  ownerUrl: Secret<string>;
  /** Null for an external server. */
  embeddedFolder: string | null;
}

interface DatabaseSurroundings {
  dataFolder: DataFolder;
  shutdownHooks: ShutdownHooks;
  logger: Logger;
  fail: Fail;
}

export async function openDatabase(
  { database: { url: externalUrl, ...settings } }: Pick<StandaloneConfig, 'database'>,
  { dataFolder, shutdownHooks, logger, fail }: DatabaseSurroundings,
): Promise<OpenedDatabase> {
  const { url, ownerUrl, embeddedFolder } =
    externalUrl === undefined
      ? await startServer({ dataFolder, shutdownHooks, logger, fail })
      : { url: externalUrl, ownerUrl: externalUrl, embeddedFolder: null };
  await runTask('Migrating the database', () => migrate(ownerUrl));
  const database = Database.open({ ...settings, url }, logger);
  shutdownHooks.add(() => database.close(), 'database');
  return { database, ownerUrl, embeddedFolder };
}

async function startServer({ dataFolder, logger, shutdownHooks, fail }: DatabaseSurroundings) {
  const { path, secrets, saveSecrets } = dataFolder;
  await saveSecrets();
  const options = { dataFolder: path, password: new Secret(secrets.POSTGRES_PASSWORD) };
  const server = await runTask('Starting the embedded PostgreSQL', () => EmbeddedPostgres.start(options));
  shutdownHooks.add(() => server.stop(), 'PostgreSQL');
  const supervisor = new Supervisor(server, { logger, onFailure: fail });
  supervisor.start();
  shutdownHooks.add(() => supervisor.stop(), 'supervision');
  if (!server.folder.startsWith(path)) {
    print(`PostgreSQL has no permission for ${path}; the database is in ${server.folder} instead\n`);
  }
  return { url: server.applicationUrl, ownerUrl: server.url, embeddedFolder: server.folder };
}
