import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const POSITION = /((?:file:\/\/)?\/[^\s()]+\.js):(\d+):(\d+)/g;
const payload = z.looseObject({
  version: z.number(),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});
const maps = new Map<string, SourceMap | null>();

/** Replaces positions in bundles by those in sources. Maps are read at the first stack, since few processes log any. */
export function sourceStack(stack: string): string {
  return stack.replaceAll(POSITION, (position: string, file: string, line: string, column: string) => {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const entry = mapOf(path)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return position;
    const source = relative('.', resolve(dirname(path), entry.originalSource));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

function mapOf(path: string): SourceMap | null {
  const known = maps.get(path);
  if (known !== undefined) return known;
  const map = readMap(path);
  maps.set(path, map);
  return map;
}

function readMap(path: string): SourceMap | null {
  try {
    const { version, ...map } = payload.parse(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
    return new SourceMap({ file: path, sourceRoot: '', sourcesContent: [], ...map, version });
  } catch {
    return null;
  }
}
