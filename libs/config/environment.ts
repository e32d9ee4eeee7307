import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

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

/** Folders of a package that npm installed, whose working folder may be any. A clone uses its own folder instead. */
export function installedFolders(
  codeFolder: string,
  { XDG_CONFIG_HOME, XDG_DATA_HOME }: Readonly<Record<string, string | undefined>>,
): { settingsFile: string; dataFolder: string } | null {
  if (!codeFolder.includes(`${sep}node_modules${sep}`)) return null;
  return {
    settingsFile: join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'onasty', 'onasty.env'),
    dataFolder: join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'onasty'),
  };
}
