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
  'secret.html',
  'verify.html',
  'change-email.html',
  'change-email/stop.html',
  'oauth/callback.html',
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
    ['/secret/a-Slug_9', 'secret.html', 200, CACHING.page],
    ['/secret/a-Slug_9/', 'secret.html', 200, CACHING.page],
    ['/secret', 'secret.html', 200, CACHING.page],
    ['/secrets', '404.html', 404, CACHING.page],
    ['/secrets/a', '404.html', 404, CACHING.page],
    ['/a/secret/b', '404.html', 404, CACHING.page],
    ['/verify', 'verify.html', 200, CACHING.page],
    ['/verify/other', '404.html', 404, CACHING.page],
    ['/verify.txt', '404.html', 404, CACHING.page],
    ['/verifying#t=token', '404.html', 404, CACHING.page],
    ['/icon.svg.br', '404.html', 404, CACHING.page],
    ['/../package.json', '404.html', 404, CACHING.page],
    ['/_app/immutable/gone.js', '404.html', 404, CACHING.page],
  ])('resolves %s to %s', (path, file, status, caching) => {
    expect(files?.resolve(path)).toEqual({ file, status, caching });
  });

  it.each([
    ['/secret/a-Slug_9#key', 'secret.html'],
    ['/secret/a-Slug_9%23key', 'secret.html'],
    ['/secret/a-Slug_9%2523key', 'secret.html'],
    ['/secret/a-Slug_9/#key', 'secret.html'],
    ['/secret/a-Slug_9&#35;key', 'secret.html'],
    ['/secret/a-Slug_9=23key', 'secret.html'],
    ['/secret/a-Slug_9#ke\r\ny', 'secret.html'],
    ['/secret/a-Sl\r\nug_9', 'secret.html'],
    ['/secret/a-Slug_9 ', 'secret.html'],
    ['/secret/a-Slug_9.', 'secret.html'],
    ['/secret/a-Slug_9).', 'secret.html'],
    ['//secret/a-Slug_9', 'secret.html'],
    ['/secret//a-Slug_9#key', 'secret.html'],
    ['/secret/a-Slug_9.key', 'secret.html'],
    ['/secret/a-Slug_9/key', 'secret.html'],
    ['/secret/a-Slug_9 key', 'secret.html'],
    ['/secret/a-Slug_9%', 'secret.html'],
    ['/secret/%E0%A4', 'secret.html'],
    ['/secret/not.a.slug', 'secret.html'],
    [`/secret/${'s'.repeat(400)}`, 'secret.html'],
    ['/verify#t=token', 'verify.html'],
    ['/verify%23t=token', 'verify.html'],
    ['/verify/#t=token', 'verify.html'],
    ['/verify #t=token', 'verify.html'],
    ['/verify&#35;t=token', 'verify.html'],
    ['/verify=23t=3Dtoken', 'verify.html'],
    ['/verifyt=token', 'verify.html'],
    ['/verify23t=token', 'verify.html'],
    ['/verify.t=token', 'verify.html'],
    ['/verify/t=token', 'verify.html'],
    ['/verify%', 'verify.html'],
    ['/verify%E0%A4t=token', 'verify.html'],
    ['/verify.', 'verify.html'],
    ['/change-email#t=token', 'change-email.html'],
    ['/change-email/stop#t=token', 'change-email/stop.html'],
    ['/change-email/stop%23t=token', 'change-email/stop.html'],
    ['/oauth/callback#code=code', 'oauth/callback.html'],
  ])('resolves the mangled link %j to its page', (path, file) => {
    expect(files?.resolve(path)).toEqual({ file, status: 200, caching: CACHING.page });
  });

  it('returns null before the web UI is built', async () => {
    expect(await WebFiles.read(join(folder, 'missing'))).toBeNull();
  });
});
