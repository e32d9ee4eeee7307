import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';

/** The environment of the process over the file `.env`, as far as they say anything. */
export async function readEnvironment(): Promise<Record<string, string>> {
  const file = await readFile('.env', 'utf8').catch(() => '');
  const entries = Object.entries({ ...parseEnv(file), ...process.env });
  return Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
