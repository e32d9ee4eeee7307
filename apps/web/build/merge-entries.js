import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FACADE = /^export\{([^}]*)\}from"\.\.\/(chunks\/[^"]+)";\s*$/;
const STATIC_IMPORT = /(?:from|import)"\.\.?\/((?:chunks\/|nodes\/)?[^"]+\.js)"/g;
const DYNAMIC_IMPORT = /import\(["'`](?:\.\.?\/|\/_app\/immutable\/)((?:entry|nodes)\/[^"'`]+)["'`]\)/g;

/**
 * Rolldown emits an entry point whose code is in a chunk as a file that only re-exports it. On a slow network each such
 * file costs a request: whatever imports it is made to import the chunk.
 */
export class Entries {
  constructor(folder, facades) {
    this.folder = folder;
    this.facades = facades;
  }

  static async merge(folder) {
    const facades = new Map();
    const scripts = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js'));
    const sources = await Promise.all(scripts.map((file) => readFile(join(folder, file), 'utf8')));
    for (const [index, file] of scripts.entries()) {
      const [, names, chunk] = FACADE.exec(sources[index]) ?? [];
      if (chunk !== undefined) facades.set(file, { chunk, names: names.split(',') });
    }
    const entries = new Entries(folder, facades);
    await Promise.all(scripts.map((file, index) => entries.rewrite(file, sources[index])));
    return entries;
  }

  async rewrite(file, source) {
    if (this.facades.has(file)) return rm(join(this.folder, file));
    const direct = this.withDirectImports(source);
    if (direct !== source) await writeFile(join(this.folder, file), direct);
  }

  withDirectImports(source) {
    return source.replace(DYNAMIC_IMPORT, (original, file) => {
      const facade = this.facades.get(file);
      if (facade === undefined) return original;
      const properties = facade.names.map((name) => {
        const [local, exported = local] = name.split(' as ');
        return `${exported}:m.${local}`;
      });
      return `import("/_app/immutable/${facade.chunk}").then(m=>({${properties.join(',')}}))`;
    });
  }

  /** Scripts that the given ones need before they can run, themselves included. */
  async neededBy(files) {
    const needed = new Set(files.map((file) => this.facades.get(file)?.chunk ?? file));
    for (const file of needed) {
      const source = await readFile(join(this.folder, file), 'utf8');
      for (const [, imported] of source.matchAll(STATIC_IMPORT))
        needed.add(imported.includes('/') ? imported : `chunks/${imported}`);
    }
    return [...needed];
  }
}
