import { createHash, type Hash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Output of the build itself, and files that no build reads: names, and one path. */
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

/** Hash of the Node version and the contents of files and folders, without tests. A missing path counts as empty. */
export function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash: Hash, path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    hash.update(`${path}\n`).update(readFileSync(path));
    return;
  }
  for (const name of readdirSync(path).toSorted()) {
    const inside = `${path}/${name}`;
    const isIgnored =
      name.startsWith('.') || IGNORED.has(name) || IGNORED.has(inside) || TEST_FILE.test(name);
    if (!isIgnored) addTo(hash, inside);
  }
}

/** Fingerprint of a task's last input, stored beside its output. */
export class Stamp {
  constructor(private readonly path: string) {}

  matches(value: string): boolean {
    return existsSync(this.path) && readFileSync(this.path, 'utf8') === value;
  }

  write(value: string): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, value);
  }
}
