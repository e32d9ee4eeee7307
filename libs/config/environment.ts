import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { installedFolders } from './installed-package.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Non-empty variables of the process and of the file `.env` in the working folder; the process takes precedence. An
 * installed package reads the file of its user instead: the working folder may be that of any other program.
 */
export async function readEnvironment(): Promise<Record<string, string>> {
  const installed = installedFolders(dirname(fileURLToPath(import.meta.url)), process.env);
  const file = await readFile(installed?.settingsFile ?? '.env', 'utf8').catch(() => '');
  const defaults = installed === null ? {} : { DATA_DIR: installed.dataFolder };
  const entries = Object.entries({ ...parseEnv(file), ...process.env });
  const given = Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return { ...defaults, ...given };
}
