import { expect, it } from 'vitest';
import { loadSpeller } from './spelling.js';

it('finds misspelt and American words in prose, and leaves names and code alone', async () => {
  const findMisspellings = await loadSpeller();
  const text = '/** Recieves the behavior of NATS, `colr`, onasty and jsonWebTokens. */\nconst unknwn = 1;\n';
  expect(findMisspellings('a.ts', text)).toMatchObject([
    { line: 1, found: 'Recieves' },
    { line: 1, found: 'behavior' },
  ]);
});
