import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { WebFiles } from './web-files.js';
import { CACHING } from './web-headers.js';

const folder = mkdtempSync(join(tmpdir(), 'web-files-'));
for (const file of [
  'index.html',
  'sent.html',
  '200.html',
  '404.html',
  'icon.svg',
  'icon.svg.br',
  '_app/immutable/a.js',
]) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), file);
}
afterAll(() => rmSync(folder, { recursive: true }));

describe('WebFiles', async () => {
  const files = await WebFiles.read(folder);

  it.each([
    ['/', 'index.html', 200, CACHING.page],
    ['/sent', 'sent.html', 200, CACHING.page],
    ['/icon.svg', 'icon.svg', 200, CACHING.other],
    ['/_app/immutable/a.js', '_app/immutable/a.js', 200, CACHING.hashed],
    ['/secret/a-Slug_9', '200.html', 200, CACHING.page],
    ['/secret/not.a.slug', '404.html', 404, CACHING.page],
    ['/200.html', '404.html', 404, CACHING.page],
    ['/icon.svg.br', '404.html', 404, CACHING.page],
    ['/../package.json', '404.html', 404, CACHING.page],
    ['/_app/immutable/gone.js', '404.html', 404, CACHING.page],
  ])('resolves %s to %s', (path, file, status, caching) => {
    expect(files?.resolve(path)).toEqual({ file, status, caching });
  });

  it('returns null before the web UI is built', async () => {
    expect(await WebFiles.read(join(folder, 'missing'))).toBeNull();
  });
});
