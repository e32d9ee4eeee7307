import { resolve } from 'node:path';
import { loadConfig, readEnvironment, Secret, type StandaloneConfig } from '#libs/config';
import { EmbeddedPostgres, findEmbeddedPostgres } from '#libs/database';
import { ShutdownHooks } from '#libs/lifecycle';
import { generateSecrets, readSecrets, withSecrets } from '../generated-secrets.js';
import { openDataFolder } from '../open-data-folder.js';

interface Installation {
  config: StandaloneConfig;
  url: Secret<string>;
}

/** Returns the database of DATABASE_URL, or of the standalone that runs on DATA_DIR. */
export async function findInstallation(): Promise<Installation> {
  const { folder, config, url } = await lookForInstallation();
  if (url === null) throw new Error(`no PostgreSQL runs in ${folder}: start Onasty, or set DATABASE_URL`);
  return { config, url };
}

/** Like `findInstallation`, and starts the embedded PostgreSQL until `close` if it does not run. */
export async function openInstallation(): Promise<Installation & { close: () => Promise<void> }> {
  const { folder, environment, config, url } = await lookForInstallation();
  if (url !== null) return { config, url, close: () => Promise.resolve() };
  const hooks = new ShutdownHooks();
  const close = () => hooks.runAll();
  try {
    const { path, secrets, saveSecrets } = await openDataFolder(folder, hooks);
    await saveSecrets();
    const password = new Secret(secrets.POSTGRES_PASSWORD);
    const server = await EmbeddedPostgres.start({ dataFolder: path, password });
    hooks.add(() => server.stop(), 'PostgreSQL');
    return { config: loadConfig('standalone', withSecrets(environment, secrets)), url: server.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function lookForInstallation() {
  const environment = await readEnvironment();
  const { dataFolder } = loadConfig('standalone', withSecrets(environment, generateSecrets()));
  const folder = resolve(dataFolder);
  const { secrets } = await readSecrets(folder);
  const config = loadConfig('standalone', withSecrets(environment, secrets));
  const password = new Secret(secrets.POSTGRES_PASSWORD);
  const url = config.database.url ?? (await findEmbeddedPostgres(folder, password));
  return { folder, environment, config, url };
}
