import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const schema = z.object({ version: z.string(), commit: z.string().optional() });

export type BuildInfo = z.output<typeof schema>;

/** File in dist that the build writes; package.json replaces it for code that runs from its source. */
const FILES = ['build-info.json', 'package.json'];

/** Version and commit of the product. */
export function buildInfo(): BuildInfo {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (fileIn(folder) === undefined && dirname(folder) !== folder) folder = dirname(folder);
  const { version, commit } = schema.parse(JSON.parse(readFileSync(fileIn(folder) ?? '', 'utf8')));
  return { version, ...(commit !== undefined && { commit }) };
}

function fileIn(folder: string): string | undefined {
  return FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
}
