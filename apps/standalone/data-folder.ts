import { mkdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * Makes the folder for all that standalone keeps, closed to everybody else.
 *
 * @returns its absolute path
 */
export async function ensureDataFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await stat(folder)).isDirectory()) throw new Error(`DATA_DIR: ${folder} is not a folder`);
  return folder;
}
