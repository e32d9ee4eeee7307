import { join } from 'node:path';
import type { Secret } from '#libs/config';
import { serverFoldersOf } from './cluster-folder.js';
import { ROLE } from './ensure-database.js';
import { serverUrl } from './server-address.js';
import { findListeningPort } from './supervision/postmaster-file.js';

/**
 * Returns the URL of the server that another process runs for this data folder, or null.
 *
 * @param dataFolder absolute path
 */
export async function findEmbeddedPostgres(
  dataFolder: string,
  password: Secret<string>,
): Promise<Secret<string> | null> {
  for (const folder of serverFoldersOf(dataFolder)) {
    const port = await findListeningPort(join(folder, 'cluster'));
    if (port !== null) return serverUrl(ROLE, password, port);
  }
  return null;
}
