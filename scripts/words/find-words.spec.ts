import { describe, expect, it } from 'vitest';
import { findWords } from './find-words.js';

const found = (path: string, ...lines: string[]) =>
  findWords(path, lines.join('\n')).map(({ line, found: words }) => `${line} ${words}`);

describe('findWords', () => {
  it('reads comments, also over the end of a line', () => {
    expect(
      found('a.ts', '/**', ' * A row that can', ' * not be read.', ' */', '// Nobody reads it.'),
    ).toEqual(['2 can not', '5 Nobody']);
  });

  it('reads strings that are sentences, and leaves SQL and single words alone', () => {
    expect(
      found('a.ts', "log('nobody reads this');", "a = 'nobody';", 'sql = `SELECT 1 -- nobody reads this`;'),
    ).toEqual(['1 nobody']);
  });

  it('reads only the titles of a spec', () => {
    expect(
      found('a.spec.ts', "it.each([1])('is kept', () => {", "  send('nobody reads this');", '});'),
    ).toEqual(['1 kept']);
  });

  it('rejects a doc comment or description that does not start with a noun or a verb', () => {
    expect(
      found('a.ts', '/** Whether it fits. */', "m = { help: 'How long it took.' };", '// As before.'),
    ).toEqual(['1 Whether', '2 How']);
  });

  it('leaves code in comments and pages alone', () => {
    expect(found('a.ts', '/** Reads `note.nobody answer`. */')).toEqual([]);
    expect(found('a.md', 'Run this:', '', '```sh', 'nobody', '```', '', 'It is kept.')).toEqual(['7 kept']);
  });

  it('knows the standard terms that contain a rejected word', () => {
    expect(found('a.md', 'Dead letters, upper-case letters and fault injection.')).toEqual([]);
    expect(found('a.md', 'Connection refused.', 'The mail was refused.')).toEqual(['2 refused']);
    expect(found('a.md', 'Reading continues (OWASP Password Storage Cheat Sheet).')).toEqual([]);
    expect(found('a.ts', 'class Reading extends Sheet {}')).toEqual(['1 Reading', '1 Sheet']);
  });

  it('leaves messages of API errors and faults of the lab alone', () => {
    expect(
      found('a.errors.ts', "class E { constructor() { super('note.no_room', 'there is no room'); } }"),
    ).toEqual([]);
    expect(found('a.ts', "class E { constructor() { super('there is no room'); } }")).toEqual(['1 room']);
    expect(found('e2e/lab/a.ts', '// Injects the fault.')).toEqual([]);
    expect(found('a.ts', '// Injects the fault.')).toEqual(['1 fault']);
  });

  it('finds rejected names in code and pages', () => {
    expect(findWords('a.ts', 'class Postman {}')).toEqual([
      { path: 'a.ts', line: 1, found: 'Postman', prefer: 'MailTransport' },
    ]);
  });

  it('reads comments of configuration files, and all of the alert rules', () => {
    expect(found('infra/nats/nats.conf', '# nobody', 'nobody {}')).toEqual(['1 nobody']);
    expect(found('infra/prometheus/rules/core.yml', 'summary: Nobody answers')).toEqual([
      '1 Nobody',
      '1 answers',
    ]);
  });
});
