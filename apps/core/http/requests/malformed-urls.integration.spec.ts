import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectRejection } from '../../testing/expect-rejection.js';
import { noteAt } from '../../testing/test-actions.js';

const app = await createTestApp();
// A client without a socket would normalise the URLs.
const server = await app.listen();
afterAll(() => app.close());
describe('malformed URLs and headers', () => {
  const oddSlugs = [
    '%00',
    'a%00b',
    '..%2f..%2fetc%2fpasswd',
    '..%5c',
    '%2e%2e',
    '%e2%80%aegnp',
    '%0d%0aset-cookie:%20a=b',
    'a%0ab',
    '%F0%9F%A6%86',
    '%D0%B0dmin',
    'a'.repeat(256),
    'a'.repeat(300),
    'a'.repeat(9_000),
    '%',
    '%zz',
    '%c0%af',
    '%ff',
    '%ed%a0%80',
    'a%2',
    '*',
    '{slug}',
    ':slug',
    '__proto__',
    'constructor',
    "'%20OR%201=1--",
    '%25%30%30',
    'a;b',
    'a,b',
    'a%20b',
    'a+b',
    '%E2%80%8B',
    '"',
  ];
  it.each(oddSlugs.map((slug) => [slug.length > 60 ? `${slug.length} characters` : slug, slug]))(
    'the slug %s is rejected with an error response on every route',
    async (_name, slug) => {
      const body = { password: 'x' };
      for (const response of [
        await server.get(noteAt(slug)),
        await server.get(noteAt(slug, 'meta')),
        await server.post(noteAt(slug, 'view'), body),
        await server.post(noteAt(slug, 'ack'), undefined, { headers: { 'idempotency-key': 'A'.repeat(43) } }),
        await server.get(noteAt(slug, 'receipt'), { headers: { 'x-receipt': 'x' } }),
        await server.delete(noteAt(slug), { headers: { 'x-receipt': 'x' } }),
      ]) {
        expectRejection(response, [400, 404, 414]);
      }
    },
  );

  it.each(['', '?'])('the empty query %j is accepted', async (query) => {
    expect((await server.get(`/api/ping${query}`)).status).toBe(200);
  });

  it.each(['?slug=a&slug=b', '?__proto__[a]=1', '?a[b][c]=d', '?%00', '?%zz', `?${'a=b&'.repeat(2_000)}`])(
    'the unknown query %j is rejected',
    async (query) => {
      expectRejection(await server.get(`/api/ping${query}`), [400]);
    },
  );

  it.each([
    ['an unknown content type', 'application/whatever'],
    ['a content type that is none', 'json'],
    ['two content types', 'application/json, text/plain'],
    ['a very long content type', `application/${'x'.repeat(5_000)}`],
    ['a type with quotes', 'application/"json"'],
  ])('a create with %s is rejected', async (_name, contentType) => {
    const headers = { 'content-type': contentType };
    expectRejection(
      await server.send('POST', '/api/v1/note', { body: '{"content":"x"}', headers }),
      [400, 415],
    );
  });

  it('odd header values are rejected or ignored', async () => {
    for (const value of ['\u00ff', "'; DROP TABLE note;--", 'a'.repeat(3_000), '__proto__']) {
      const headers = {
        'idempotency-key': value,
        'x-receipt': value,
        'x-request-id': value,
        'x-forwarded-for': value,
      };
      expectRejection(await server.get(noteAt('some-slug'), { headers }), [400]);
      expectRejection(await server.get(noteAt('some-slug', 'receipt'), { headers }), [404]);
      expect((await server.get('/api/ping', { headers })).status).toBe(200);
    }
  });

  it('leaves the process ready', async () => {
    expect((await server.get('/health/ready')).status).toBe(200);
  });
});
