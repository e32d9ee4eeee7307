import { createHash } from 'node:crypto';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canEnter } from './server-user.js';
import type { ServerUser } from './run.js';

const SYSTEM_FOLDER = '/var/lib/onasty';

/** Creates `postgres` in the data folder, or a folder in /var/lib/onasty if the server's user has no access. */
export async function prepareServerFolder(dataFolder: string, user: ServerUser | null): Promise<string> {
  const own = join(dataFolder, 'postgres');
  if (user === null) return makeFolder(own, null);
  // The group of the server may traverse the data folder, but not read it.
  await chown(dataFolder, 0, user.gid);
  await chmod(dataFolder, 0o710);
  if (await canEnter(user, dataFolder)) return makeFolder(own, user);
  await chmod(dataFolder, 0o700);
  await mkdir(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  return makeFolder(systemFolderOf(dataFolder), user);
}

/** Both folders that the server of a data folder may have. */
export function serverFoldersOf(dataFolder: string): string[] {
  return [join(dataFolder, 'postgres'), systemFolderOf(dataFolder)];
}

function systemFolderOf(dataFolder: string): string {
  return join(SYSTEM_FOLDER, createHash('sha256').update(dataFolder).digest('hex').slice(0, 16));
}

async function makeFolder(folder: string, user: ServerUser | null): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user !== null) await chown(folder, user.uid, user.gid);
  return folder;
}
