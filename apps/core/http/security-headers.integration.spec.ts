import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/create-test-app.js';
import { sendRaw } from '../testing/raw-http.js';

const app = await createTestApp({
  environment: { SECURITY_CONTACT: 'security@example.org', TRUST_PROXY: '127.0.0.1' },
});
const server = await app.listen();
const WHOLE_DOMAIN = 'max-age=31536000; includeSubDomains; preload';
const secure = await createTestApp({
  environment: { APP_URL: 'https://notes.example.org', HSTS: WHOLE_DOMAIN },
});
afterAll(() => secure.close());
afterAll(() => app.close());

const HSTS = 'max-age=63072000';
const POLICY = {
  'cache-control': 'no-store',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};
const CONTENT_POLICY =
  /^default-src 'none'; .*frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types /;

const { paths } = Object(await server.get('/api/docs-json').then(({ body }) => body));
const documented = Object.keys(paths).flatMap((path) =>
  Object.keys(paths[path]).map((method) => [method.toUpperCase(), path.replace(/\{\w+\}/g, 'anything')]),
);
const others = [
  ['GET', '/.well-known/change-password'],
  ['GET', '/.well-known/security.txt'],
  ['GET', '/api/docs'],
  ['GET', '/api/docs-json'],
  ['GET', '/api/docs-yaml'],
  ['GET', '/api/docs/start.js'],
  ['GET', '/api/docs/swagger-ui.css'],
  ['GET', '/api/docs/swagger-ui-bundle.js'],
  ['GET', '/nothing'],
  ['GET', '/api'],
  ['GET', '/api/v1/nothing'],
  ['GET', '/%'],
  ['HEAD', '/health/ready'],
  ['PUT', '/api/v1/note'],
  ['OPTIONS', '/api/v1/note'],
  ['PROPFIND', '/api/v1/note'],
];

describe('security headers', () => {
  it.each([...documented, ...others])('%s %s has the whole policy', async (method = '', path = '') => {
    const { headers } = await server.send(method, path);
    expect(headers).toMatchObject(POLICY);
    expect(headers['content-security-policy']).toMatch(CONTENT_POLICY);
    expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it.each([
    ['400', 'nonsense\r\n\r\n'],
    ['431', `GET / HTTP/1.1\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`],
  ])('are in the response %s to what is no request', async (status, text) => {
    const response = await sendRaw(server.address, (socket) => void socket.write(text));
    expect(response.status).toBe(Number(status));
    for (const name of Object.keys(POLICY)) expect(response.head).toContain(`\r\n${name}: `);
  });

  it('include HSTS if the request arrived by HTTPS or the public address is one', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    for (const path of ['/api/ping', '/health/live', '/nothing'])
      expect((await server.get(path, { headers })).headers['strict-transport-security']).toBe(HSTS);
    expect((await secure.http.get('/api/ping')).headers['strict-transport-security']).toBe(WHOLE_DOMAIN);
  });
});
