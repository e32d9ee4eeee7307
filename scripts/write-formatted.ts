import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Writes a file in Prettier's format, and its folder; leaves a file with that text untouched. */
export async function writeFormatted(path: string, text: string): Promise<void> {
  const wanted = await formatted(path, text);
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
}

/** Returns the text of a file in Prettier's format. */
export async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
