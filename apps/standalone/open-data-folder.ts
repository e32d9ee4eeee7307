import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { lockDataFolder } from '#libs/database';
import type { ShutdownHooks } from '#libs/lifecycle';
import { DataFolderError, explainDataFolderError } from './data-folder.error.js';
import { readSecrets, type GeneratedSecrets } from './generated-secrets.js';

export interface DataFolder {
  path: string;
  secrets: GeneratedSecrets;
  secretsFile: string;
  /** Call it before data depends on the secrets. */
  saveSecrets: () => Promise<void>;
}

const OWN_NAMES = new Set(['secrets.json', 'secrets.json.draft', 'postgres', 'mail', 'backups', 'probe']);
/** A full disk still creates an empty file. */
const PROBE_BYTES = 4_096;

/** Creates the data folder for this user only, locks it and reads its secrets. @throws {DataFolderError} */
export async function openDataFolder(
  relativePath: string,
  shutdownHooks: ShutdownHooks,
): Promise<DataFolder> {
  const path = resolve(relativePath);
  try {
    await createFolder(path);
    await checkOwner(path);
    await checkContents(path);
    const lock = await lockDataFolder(path);
    shutdownHooks.add(() => lock.release(), 'data folder');
    await checkWritable(path);
    const { secrets, path: secretsFile, save: saveSecrets } = await readSecrets(path);
    return { path, secrets, secretsFile, saveSecrets };
  } catch (error) {
    throw explainDataFolderError(path, error);
  }
}

/** Node's own recursion never ends in a file system without new folders, such as /proc. */
async function createFolder(path: string): Promise<void> {
  const create = () => mkdir(path, { mode: 0o700 });
  try {
    await create();
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await createFolder(dirname(path));
    await create();
  }
}

async function checkOwner(path: string): Promise<void> {
  const found = await stat(path);
  if (!found.isDirectory()) throw new DataFolderError(path, 'is not a folder');
  const user = process.geteuid?.();
  // The superuser may use the folder of another user, as in a container.
  if (user !== undefined && user !== 0 && found.uid !== user)
    throw new DataFolderError(path, 'belongs to another user');
}

/** The folder of another program must keep its owner, its mode and its files. */
async function checkContents(path: string): Promise<void> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.') && name !== 'lost+found');
  if (names.length > 0 && !names.some((name) => OWN_NAMES.has(name)))
    throw new DataFolderError(path, 'contains files of another program: set DATA_DIR to a new folder');
}

async function checkWritable(path: string): Promise<void> {
  const probe = join(path, 'probe');
  try {
    await writeFile(probe, Buffer.alloc(PROBE_BYTES), { mode: 0o600, flush: true });
  } finally {
    await rm(probe, { force: true });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
