import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findHeavyPages } from './find-heavy-pages.js';

/** Checks what the built pages load before they are usable. Headers and responses of the API come on top. */
const FOLDER = 'dist/web';
const BUDGETS = [
  { page: 'index.html', files: 8, bytes: 68_300 },
  { page: 'secret.html', files: 9, bytes: 67_200 },
  { page: '*', files: 14, bytes: 98_000 },
];

const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.html'),
);
const pages = names.map((name) => ({ name, html: readFileSync(join(FOLDER, name), 'utf8') }));
for (const problem of findHeavyPages(pages, transferredBytes, BUDGETS)) {
  process.stdout.write(`${problem}\n`);
  process.exitCode = 1;
}

function transferredBytes(path: string): number {
  const file = join(FOLDER, path);
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}
