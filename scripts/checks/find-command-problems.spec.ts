import { expect, it } from 'vitest';
import { findCommandProblems } from './find-command-problems.js';

const repository = {
  npmScripts: new Set(['start', 'db:seed']),
  paths: new Set(['libs/database', 'deploy/replay.ts']),
  specs: ["const commands = useCommands('README.md');", "await readFile('docs/read.md')"],
};
const problems = (path: string, ...lines: string[]) =>
  findCommandProblems(path, lines.join('\n'), repository);

it('accepts commands that a spec runs, and examples', () => {
  expect(problems('README.md', '```sh', 'npm start', '```', 'Then `npm run db:seed`.')).toEqual([]);
  expect(problems('docs/a.md', '```sh example', 'kubectl get pods', '```')).toEqual([]);
});

it.each(['docs/a.md', 'docs/read.md'])('rejects commands of %s, which no spec runs', (path) => {
  expect(problems(path, '', '```sh', 'ls', '```')).toEqual([
    `${path}:2 no spec runs these commands: call useCommands in one, or mark them as "sh example"`,
  ]);
});

it.each([
  ['in a list', ['- first:', '  ```sh', '  ls', '  ```']],
  ['between tildes', ['~~~sh', 'ls', '~~~']],
  ['after a block of another language', ['```ts', 'f();', '```', '```sh', 'ls', '```']],
  ['with an unknown mark', ['```sh untested', 'ls', '```']],
  ['under another name of the shell', ['```bash', 'ls', '```']],
  ['with a prompt', ['```console', '$ ls', '```']],
  ['without a language', ['```', 'npm start', '```']],
  ['as plain text', ['```text', '$ ls', '```']],
])('rejects a command %s', (_where, lines) => {
  expect(problems('docs/a.md', ...lines)).toHaveLength(1);
});

it.each([
  ['a drawing', ['```', 'core ── mailer', '```']],
  ['a query', ['```promql', 'up == 0', '```']],
])('accepts %s', (_what, lines) => {
  expect(problems('docs/a.md', ...lines)).toEqual([]);
});

it('rejects npm scripts that do not exist, also in the text and in examples', () => {
  expect(problems('a.md', 'Run `npm run gone`.', '```sh example', 'npm test', '```')).toEqual([
    'a.md:1 there is no npm script "gone"',
    'a.md:3 there is no npm script "test"',
  ]);
});

it('rejects paths that do not exist in commands', () => {
  expect(
    problems('a.md', '`npx vitest run --project unit libs/database`, `npx tsx deploy/replay.ts`'),
  ).toEqual([]);
  expect(problems('a.md', '`npx vitest run libs/gone`', '`npx tsx libs/gone.ts`')).toEqual([
    'a.md:1 there is no file libs/gone',
    'a.md:2 there is no file libs/gone.ts',
  ]);
});
