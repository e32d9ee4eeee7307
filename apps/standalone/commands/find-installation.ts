import { resolve } from 'node:path';
import { loadConfig, readEnvironment, Secret, type StandaloneConfig } from '#libs/config';
import { findEmbeddedPostgres } from '#libs/database';
import { generateSecrets, readSecrets, withSecrets } from '../generated-secrets.js';

/** Returns the database of DATABASE_URL, or of the standalone that runs on DATA_DIR. */
export async function findInstallation(): Promise<{ config: StandaloneConfig; url: Secret<string> }> {
  const environment = await readEnvironment();
  const { dataFolder } = loadConfig('standalone', withSecrets(environment, generateSecrets()));
  const folder = resolve(dataFolder);
  const { secrets } = await readSecrets(folder);
  const config = loadConfig('standalone', withSecrets(environment, secrets));
  const url =
    config.database.url ?? (await findEmbeddedPostgres(folder, new Secret(secrets.POSTGRES_PASSWORD)));
  if (url === null) throw new Error(`no PostgreSQL runs in ${folder}: start Onasty, or set DATABASE_URL`);
  return { config, url };
}
