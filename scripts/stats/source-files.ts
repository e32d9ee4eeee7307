import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Tracked or new file of code with its text. */
export interface SourceFile {
  path: string;
  folder: string;
  /** First two levels of apps and libs, such as `apps/core`; the first level elsewhere. */
  area: string;
  kind: 'source' | 'spec' | 'test support';
  text: string;
  lines: number;
}

const CODE = /\.(ts|mjs|cjs|js|svelte)$/;
const GENERATED = /\.d\.ts$|^apps\/web\/project\.inlang\//;

/** Files that git tracks or would add, relative to the working folder. */
export function listFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split('\0')
    .filter((path) => path !== '' && existsSync(path))
    .toSorted();
}

export function readSourceFiles(): SourceFile[] {
  return listFiles()
    .filter((path) => CODE.test(path) && !GENERATED.test(path))
    .map(readSourceFile);
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const folders = path.split('/').slice(0, -1);
  const isPackage = folders[0] === 'apps' || folders[0] === 'libs';
  return {
    path,
    folder: folders.join('/') || '.',
    area: folders.slice(0, isPackage ? 2 : 1).join('/') || '.',
    kind: kindOf(path),
    text,
    lines: text.split('\n').length - 1,
  };
}

function kindOf(path: string): SourceFile['kind'] {
  if (path.endsWith('.spec.ts')) return 'spec';
  return /^e2e\/|\/testing\/|-suite\.ts$/.test(path) ? 'test support' : 'source';
}
