import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { listFiles } from '../stats/source-files.js';
import { findWords, type Finding } from './find-words.js';
import { loadSpeller } from './spelling.js';

/**
 * `npm run check -- words [path…]` lists wording that the project does not use, with the preferred one, and misspelt
 * words; with `--report` it counts by folder.
 */
const { values, positionals } = parseArgs({
  options: { report: { type: 'boolean', default: false } },
  allowPositionals: true,
});

const CHECKED =
  /(\.(ts|mjs|cjs|svelte|md|ya?ml|sh|conf|alloy|tpl)|Dockerfile|Caddyfile|\.env\.example|schema\.prisma)$/;
/** The list itself, and what is written by other programs. */
const EXCLUDED = /^scripts\/words\/|\.d\.ts$|^docs\/(faults|alerts|scaling|metrics|configuration)\.md$/;

const paths = listFiles().filter(
  (path) =>
    CHECKED.test(path) &&
    !EXCLUDED.test(path) &&
    (positionals.length === 0 || positionals.some((wanted) => isWithin(path, wanted.replace(/\/$/, '')))),
);
const findMisspellings = await loadSpeller();
const findings = paths.flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  return [...findWords(path, text), ...findMisspellings(path, text)];
});
process.stdout.write(values.report ? report(findings) : list(findings));
process.exitCode = findings.length > 0 && !values.report ? 1 : 0;

function isWithin(path: string, wanted: string): boolean {
  return path === wanted || path.startsWith(`${wanted}/`) || wanted === '.';
}

function list(all: readonly Finding[]): string {
  return all.map(({ path, line, found, prefer }) => `${path}:${line} "${found}": ${prefer}\n`).join('');
}

function report(all: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { path } of all) {
    const folder = path.split('/').slice(0, -1).slice(0, 3).join('/') || '.';
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const lines = [...counts].toSorted(([, one], [, other]) => other - one);
  return `${lines.map(([folder, count]) => `${String(count).padStart(6)}  ${folder}`).join('\n')}\n${all.length} in all\n`;
}
