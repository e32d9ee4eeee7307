import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const IMPORT = "'#libs/note-crypto'";

/** Compiles the declarations of the libraries. */
export function compileTypes(target: string): void {
  const project = ['-p', 'scripts/packages/tsconfig.types.json', '--outDir', target];
  const compiler = ['node_modules/typescript/bin/tsc', ...project];
  const { status, stdout } = spawnSync(process.execPath, compiler, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout);
}

/** Copies the declarations of some libraries to a package, in which they import each other by path. */
export async function copyTypes(source: string, libraries: readonly string[], target: string): Promise<void> {
  for (const name of libraries) await cp(join(source, name), join(target, name), { recursive: true });
  if (libraries.includes('api-client'))
    await cp('libs/api-client/schema.d.ts', join(target, 'api-client/schema.d.ts'));
  for (const file of await readdir(target, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(target, file);
    const crypto = relative(dirname(file), 'note-crypto/index.js');
    const text = await readFile(path, 'utf8');
    if (text.includes(IMPORT)) await writeFile(path, text.replaceAll(IMPORT, `'${crypto}'`));
  }
}
