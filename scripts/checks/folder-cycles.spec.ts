import { expect, it } from 'vitest';
import { findFolderCycles, type Import } from './folder-cycles.js';

const imports = (...pairs: [from: string, to: string][]): Import[] =>
  pairs.map(([from, to]) => ({ from, to }));

it('finds folders that import each other, also through a third one', () => {
  const direct = imports(['core/http/a.ts', 'core/notes/b.ts'], ['core/notes/c.ts', 'core/http/d.ts']);
  expect(findFolderCycles(direct)).toEqual([direct]);
  const indirect = imports(
    ['core/a/1.ts', 'core/b/1.ts'],
    ['core/b/2.ts', 'core/c/1.ts'],
    ['core/c/2.ts', 'core/a/2.ts'],
  );
  expect(findFolderCycles(indirect)).toEqual([indirect]);
});

it('finds cycles between folders whose imports are in different sub-folders', () => {
  const nested = imports(['core/a/x/1.ts', 'core/b/y/1.ts'], ['core/b/z/1.ts', 'core/a/w/1.ts']);
  expect(findFolderCycles(nested)).toEqual([nested]);
});

it('lets a folder and its sub-folders import each other', () => {
  expect(
    findFolderCycles(
      imports(
        ['core/notes/notes.module.ts', 'core/notes/read/a.ts'],
        ['core/notes/read/a.ts', 'core/notes/note.ts'],
      ),
    ),
  ).toEqual([]);
});
