import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Non-empty variables of the process and of the file `.env` in the working folder; the process takes precedence. */
export async function readEnvironment(): Promise<Record<string, string>> {
  const file = await readFile('.env', 'utf8').catch(() => '');
  const entries = Object.entries({ ...parseEnv(file), ...process.env });
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
