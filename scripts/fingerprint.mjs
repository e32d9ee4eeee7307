import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './steps.mjs';

/** What building itself writes, and what is built into nothing: names, and one path. */
const IGNORED = new Set([
  'node_modules',
  'dist',
  '.svelte-kit',
  'generated',
  'paraglide',
  'testing',
  'e2e',
  'apps/web/project.inlang/cache',
  'README.md',
]);
const TEST_FILE = /\.(spec|test)\.(m?[jt]s)$/;

/** One hash over the contents of files and of everything in folders, tests aside. Missing ones count as empty. */
export function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return;
  if (!statSync(absolute).isDirectory()) {
    hash.update(`${path}\n`).update(readFileSync(absolute));
    return;
  }
  for (const name of readdirSync(absolute).toSorted()) {
    const inside = `${path}/${name}`;
    const isIgnored =
      name.startsWith('.') || IGNORED.has(name) || IGNORED.has(inside) || TEST_FILE.test(name);
    if (!isIgnored) addTo(hash, inside);
  }
}

/** What a step was last done for, kept beside its result. */
export class Stamp {
  constructor(path) {
    this.file = join(ROOT, path);
  }

  is(value) {
    return existsSync(this.file) && readFileSync(this.file, 'utf8') === value;
  }

  write(value) {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, value);
  }
}
