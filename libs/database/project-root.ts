import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Nearest parent folder with prisma/: this file runs from its source and from dist. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'prisma', 'schema.prisma'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('prisma/schema.prisma not found in any parent folder');
  return findRoot(parent);
}
