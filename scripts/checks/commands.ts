import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { listFiles } from '../stats/source-files.js';
import { findCommandProblems } from './find-command-problems.js';

/** Checks that each shell command in Markdown is run by a spec or marked as an example. */
const files = listFiles();
const read = (path: string) => readFileSync(path, 'utf8');
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
const repository = {
  npmScripts: new Set(Object.keys(scripts)),
  paths: new Set(files.flatMap(withFolders)),
  specs: files.filter((path) => path.endsWith('.spec.ts')).map(read),
};
const problems = files
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) => findCommandProblems(path, read(path), repository));
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function withFolders(path: string): string[] {
  return path === '.' ? [] : [path, ...withFolders(dirname(path))];
}
