import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Copies what `docker build` would be given: what git knows, without what deploy/Dockerfile.dockerignore names. */
export function buildContext(folder) {
  const rules = readFileSync('deploy/Dockerfile.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(ruleOf);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached'], { encoding: 'utf8' }).split('\0');
  for (const path of listed.filter((name) => name !== '' && !isIgnored(name, rules))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(path, join(folder, path));
  }
  return folder;
}

/** https://docs.docker.com/build/concepts/context/#dockerignore-files, as much as our file says. */
function ruleOf(line) {
  const pattern = line
    .replace(/^!/, '')
    .replaceAll('.', '\\.')
    .replaceAll(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.+/)?'));
  return { keeps: line.startsWith('!'), matches: new RegExp(`^${pattern}(/|$)`) };
}

/** The last rule that matches counts. */
function isIgnored(path, rules) {
  const rule = rules.findLast(({ matches }) => matches.test(path));
  return rule !== undefined && !rule.keeps;
}
