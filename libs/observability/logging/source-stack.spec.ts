import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { sourceStack } from './source-stack.js';

const folder = mkdtempSync(join(tmpdir(), 'onasty-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const built = join(folder, 'main.js');
/** Maps line 2, column 3 to line 3, column 5 of `source.ts`, and what follows elsewhere. */
const map = { version: 3, sources: ['source.ts'], names: [], mappings: ';EAEI,CAAC;AACA' };
writeFileSync(`${built}.map`, JSON.stringify(map));
writeFileSync(join(folder, 'broken.js.map'), '{');

describe('sourceStack', () => {
  it.each([built, pathToFileURL(built).href])('leads from a bundle to its source: %s', (file) => {
    const source = relative('.', join(folder, 'source.ts'));
    expect(sourceStack(`Error: x\n    at run (${file}:2:3)`)).toBe(`Error: x\n    at run (${source}:3:5)`);
  });

  it.each(['/nowhere/main.js:1:1', join(folder, 'broken.js:1:1'), 'node:events:1:1', 'x.ts:1:1'])(
    'keeps a position without a map: %s',
    (position) => {
      expect(sourceStack(`at ${position}`)).toBe(`at ${position}`);
    },
  );
});
