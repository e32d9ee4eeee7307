import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBareApp } from '../testing/create-bare-app.js';
import { serveWeb } from './serve-web.js';

const folder = mkdtempSync(join(tmpdir(), 'serve-web-'));
mkdirSync(join(folder, '_app/immutable'), { recursive: true });
const files = {
  'index.html': '<html>start',
  'secret.html': '<html>note',
  'verify.html': '<html>verify',
  '404.html': '<html>gone',
  'a.svg': '<svg/>',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
writeFileSync(join(folder, '_app/immutable/a.js'), 'f()');
writeFileSync(join(folder, '_app/immutable/a.js.br'), brotliCompressSync('f()'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('serveWeb', () => {
  let app: NestFastifyApplication;
  let hasWeb: boolean;
  const request = (
    url: string,
    method: 'GET' | 'HEAD' | 'POST' = 'GET',
    headers: Record<string, string> = {},
  ) => app.getHttpAdapter().getInstance().inject({ url, method, headers });

  beforeAll(async () => {
    app = await createBareApp();
    hasWeb = await serveWeb(app, folder);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  it.each([
    ['/', 200, '<html>start'],
    ['/secret/abc', 200, '<html>note'],
    ['/secret/abc%23key', 200, '<html>note'],
    ['//secret/abc', 200, '<html>note'],
    ['/verify%2523t=token', 200, '<html>verify'],
    ['/secret/abckey', 200, '<html>note'],
    ['/secret/abc/key', 200, '<html>note'],
    ['/secret/abc%', 200, '<html>note'],
    ['/secret/%E0%A4', 200, '<html>note'],
    ['/verify%E0%A4t=token', 200, '<html>verify'],
    ['/no-such-page%', 404, '<html>gone'],
    ['/%E0%A4', 404, '<html>gone'],
    ['/no-such-page', 404, '<html>gone'],
    ['/%2e%2e/package.json', 404, '<html>gone'],
  ])('responds to %s with %d', async (url, status, body) => {
    const response = await request(url);
    expect([response.statusCode, response.body]).toEqual([status, body]);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('sends the headers of a page without its body in response to HEAD', async () => {
    const [head, page] = [await request('/', 'HEAD'), await request('/')];
    expect(head.body).toBe('');
    expect(head.headers['content-security-policy']).toBe(page.headers['content-security-policy']);
  });

  it('sends a compressed file to clients that accept it, and lets them keep it forever', async () => {
    const url = '/_app/immutable/a.js';
    const compressed = await request(url, 'GET', { 'accept-encoding': 'br' });
    expect(compressed.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await request(url)).headers['content-encoding']).toBeUndefined();
  });

  it.each(['/api/nothing', '/health/nothing', '/api'])('leaves %s to the API', async (url) => {
    const { statusCode, body } = await request(url);
    expect(statusCode).toBe(404);
    expect(body).not.toContain('<html>');
  });

  it('reports whether a folder contains a web UI', async () => {
    expect(hasWeb).toBe(true);
    expect(await serveWeb(app, join(folder, 'missing'))).toBe(false);
  });
});

describe('serveWeb with settings', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createBareApp();
    await serveWeb(app, folder, { readOnly: true });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  it.each([
    ['br', brotliDecompressSync],
    ['gzip;q=0.5', gunzipSync],
    ['identity', (body: Buffer) => body],
  ])('writes them into each page, for clients that accept %s', async (accepted, decompress) => {
    const headers = { 'accept-encoding': accepted };
    const { rawPayload, headers: sent } = await app
      .getHttpAdapter()
      .getInstance()
      .inject({ url: '/secret/abc', headers });
    expect(String(decompress(rawPayload))).toBe('<html data-read-only>note');
    expect(sent).toMatchObject({ 'content-type': 'text/html; charset=utf-8', vary: 'accept-encoding' });
  });
});
