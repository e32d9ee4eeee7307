import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface IgnoreRule {
  keeps: boolean;
  pattern: RegExp;
}

/** Copies the context of `docker build`: tracked files that deploy/Dockerfile.dockerignore does not exclude. */
export function copyBuildContext(folder: string): string {
  const rules = readFileSync('deploy/Dockerfile.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseRule);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached'], { encoding: 'utf8' }).split('\0');
  for (const path of listed.filter((name) => name !== '' && !isIgnored(name, rules))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(path, join(folder, path));
  }
  return folder;
}

/** Parses the part of https://docs.docker.com/build/concepts/context/#dockerignore-files that our file uses. */
function parseRule(line: string): IgnoreRule {
  const pattern = line
    .replace(/^!/, '')
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.+/)?'));
  return { keeps: line.startsWith('!'), pattern: new RegExp(`^${pattern}(/|$)`) };
}

/** The last matching rule counts. */
function isIgnored(path: string, rules: readonly IgnoreRule[]): boolean {
  const rule = rules.findLast(({ pattern }) => pattern.test(path));
  return rule !== undefined && !rule.keeps;
}
