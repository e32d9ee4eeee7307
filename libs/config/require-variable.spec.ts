import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireVariable, variables } from './index.js';

const DATABASE_URL = 'postgresql://user:hunter2@localhost/onasty';
const databaseUrlIn = (environment: Record<string, string>) =>
  requireVariable(variables.DATABASE_URL, environment).reveal();

describe('requireVariable', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'url');

  it('reads one variable, also from a file', () => {
    writeFileSync(file, `${DATABASE_URL}\n`);
    expect(databaseUrlIn({ DATABASE_URL })).toBe(DATABASE_URL);
    expect(databaseUrlIn({ DATABASE_URL_FILE: file })).toBe(DATABASE_URL);
  });

  it.each([
    ['not set', {}, /DATABASE_URL: is required and not set/],
    [
      'invalid',
      { DATABASE_URL: 'mysql://hunter2' },
      /DATABASE_URL: must be an address that begins with postgresql:\/\//,
    ],
    ['in a missing file', { DATABASE_URL_FILE: `${file}.missing` }, /cannot be read/],
  ])('states the problem if it is %s', (_what, environment, message) => {
    expect(() => databaseUrlIn(environment)).toThrow(message);
    expect(() => databaseUrlIn(environment)).not.toThrow('hunter2');
  });
});
