import { expect, it } from 'vitest';
import { findCommandProblems } from './find-command-problems.js';

const repository = { npmScripts: new Set(['start', 'db:seed']), specs: ["await readFile('README.md')"] };
const problems = (path: string, ...lines: string[]) =>
  findCommandProblems(path, lines.join('\n'), repository);

it('accepts commands that a spec reads, and examples', () => {
  expect(problems('README.md', '```sh', 'npm start', '```', 'Then `npm run db:seed`.')).toEqual([]);
  expect(problems('docs/a.md', '```sh example', 'kubectl get pods', '```')).toEqual([]);
});

it('rejects commands that no spec reads', () => {
  expect(problems('docs/a.md', '', '```sh', 'ls', '```')).toEqual([
    'docs/a.md:2 no spec reads this file: test the commands, or mark them as "sh example"',
  ]);
});

it('rejects npm scripts that do not exist, also in the text and in examples', () => {
  expect(problems('a.md', 'Run `npm run gone`.', '```sh example', 'npm test', '```')).toEqual([
    'a.md:1 there is no npm script "gone"',
    'a.md:3 there is no npm script "test"',
  ]);
});

it('rejects other names of the shell, and other marks', () => {
  expect(problems('README.md', '```bash', 'ls', '```', '```sh untested', 'ls', '```')).toHaveLength(2);
});
