import { mkdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lockDataFolder } from '#libs/database';
import type { ShutdownHooks } from '#libs/lifecycle';
import { ensureSecrets, type GeneratedSecrets } from './generated-secrets.js';

export interface DataFolder {
  path: string;
  secrets: GeneratedSecrets;
}

/** Creates the data folder for this user only, locks it and reads its secrets. */
export async function openDataFolder(
  relativePath: string,
  shutdownHooks: ShutdownHooks,
): Promise<DataFolder> {
  const path = resolve(relativePath);
  const existing = await stat(path).catch(() => null);
  if (existing?.isDirectory() === false) throw new Error(`DATA_DIR: ${path} is not a folder`);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const lock = await lockDataFolder(path);
  shutdownHooks.add(() => lock.release(), 'data folder');
  return { path, secrets: await ensureSecrets(path) };
}
