import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file in the format of `check format`, and its folder; leaves a file with that text untouched. */
export async function writeFormatted(path: string, text: string): Promise<void> {
  const wanted = formatted(path, text);
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
}

/** Returns the text of a file in the format of `check format`. */
export function formatted(path: string, text: string): string {
  const parameters = ['node_modules/oxfmt/bin/oxfmt', `--stdin-filepath=${path}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
    input: text,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cannot format ${path}: ${stderr}`);
  return stdout;
}
