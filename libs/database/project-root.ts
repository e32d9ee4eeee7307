import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds prisma/, found upwards from here: this file runs from its source and from dist. */
export const projectRoot = upwards(dirname(fileURLToPath(import.meta.url)));

function upwards(folder: string): string {
  if (existsSync(join(folder, 'prisma', 'schema.prisma'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('prisma/schema.prisma lies in no folder above the program');
  return upwards(parent);
}
