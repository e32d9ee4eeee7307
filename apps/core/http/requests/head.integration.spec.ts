import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { noteAt } from '../../testing/test-actions.js';

const app = await createTestApp({ environment: { SECURITY_CONTACT: 'security@example.org' } });
const server = await app.listen();
afterAll(() => app.close());

const OUTSIDE_DOCUMENT = [
  '/.well-known/change-password',
  '/.well-known/security.txt',
  '/api/docs',
  '/api/docs-json',
  '/api/docs/start.js',
  '/api/docs/swagger-ui.css',
];

/** A GET with an effect. A new one belongs here and gets `@ChangesState()`. */
const CHANGES_STATE = [
  '/api/v1/auth/change-email/anything',
  '/api/v1/auth/oauth/anything',
  '/api/v1/auth/oauth/anything/callback',
  '/api/v1/auth/verify/anything',
  '/api/v1/note/anything',
  '/api/v1/oauth/anything',
  '/api/v1/oauth/anything/callback',
];

const { paths } = Object(await server.get('/api/docs-json').then(({ body }) => body));
const documented = Object.keys(paths)
  .filter((path) => 'get' in paths[path])
  .map((path) => path.replace(/\{\w+\}/g, 'anything'));

describe('HEAD', () => {
  it.each([...documented, ...OUTSIDE_DOCUMENT].filter((path) => !CHANGES_STATE.includes(path)))(
    'responds to %s like GET, without a body',
    async (path) => {
      const { status, headers } = await server.get(path);
      const head = await server.send('HEAD', path);
      expect(head).toMatchObject({ status, text: '' });
      const length = status === 200 ? ['content-length'] : [];
      for (const name of ['content-type', 'location', 'cache-control', ...length])
        expect(head.headers[name]).toBe(headers[name]);
    },
  );

  it.each(CHANGES_STATE)('is not allowed for %s, whose GET has an effect', async (path) => {
    expect(documented).toContain(path);
    const head = await server.send('HEAD', path);
    expect(head.status).toBe(405);
    expect(head.headers.allow).toContain('GET');
    expect(head.headers.allow).not.toContain('HEAD');
  });

  it('never burns a note', async () => {
    const note = await app.createNote();
    expect((await server.send('HEAD', noteAt(note.slug))).status).toBe(405);
    expect((await server.send('HEAD', noteAt(note.slug, 'meta'))).status).toBe(200);
    expect(await app.read(note)).toMatchObject({ status: 200 });
  });
});
