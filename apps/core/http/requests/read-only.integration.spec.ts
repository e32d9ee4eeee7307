import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, noteAt, randomKey } from '../../testing/test-actions.js';
import { operationsOf, readOpenApi } from '../../testing/openapi/openapi.js';
import { openApiDocument } from '../../openapi/openapi-document.js';

const SERVED = new Set([
  'GET /health/live',
  'GET /health/ready',
  'GET /api/ping',
  'GET /api/v1/instance',
  'GET /api/v1/note/{slug}',
  'POST /api/v1/note/{slug}/view',
  'POST /api/v1/note/{slug}/ack',
  'GET /api/v1/note/{slug}/meta',
]);

const writer = await createTestApp();
const gateway = await createTestApp({
  database: writer.database,
  environment: { READ_ONLY: 'true', SECURITY_CONTACT: 'security@example.org' },
});
afterAll(async () => {
  await gateway.close();
  await writer.close();
});

describe('a server with READ_ONLY', () => {
  it.each(
    operationsOf(readOpenApi(openApiDocument(gateway.nest))).map(({ method, path }) => `${method} ${path}`),
  )('%s', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    const { code } = await gateway.http.send(method, path.replaceAll(/{\w+}/g, 'unknown'));
    expect(code !== 'policy.read_only').toBe(SERVED.has(route));
  });

  it.each(['/api/docs', '/api/docs-json', '/.well-known/change-password'])('rejects %s', async (path) => {
    expect(await gateway.http.get(path)).toMatchObject({ status: 403, code: 'policy.read_only' });
  });

  it('serves its security contact, and no page at an unknown address', async () => {
    expect((await gateway.http.get('/.well-known/security.txt')).status).toBe(200);
    expect(await gateway.http.get('/api/v1/unknown')).toMatchObject({ status: 404 });
  });

  it('opens a note, again with its key, until it is acknowledged', async () => {
    const note = await writer.createSealedNote('from inside');
    const key = randomKey();
    expect((await gateway.meta(note)).status).toBe(200);
    const view = () => gateway.view(note, note.accessProof, key, note.linkProof);
    expect((await view()).status).toBe(200);
    expect((await view()).status).toBe(200);
    expect((await gateway.acknowledge(note, key)).status).toBe(204);
    expect((await view()).status).toBe(404);
  });

  it('counts wrong passwords', async () => {
    const note = await writer.createNote({ password: 'between us' });
    const wrong = () => gateway.http.post(noteAt(note.slug, 'view'), { password: 'not that' });
    expect(await wrong()).toMatchObject({ code: 'note.wrong_password', body: { tries_left: 9 } });
    expect(await wrong()).toMatchObject({ body: { tries_left: 8 } });
  });

  it('states it', async () => {
    expect((await gateway.http.get(at('/instance'))).body).toMatchObject({ read_only: true });
    expect((await writer.http.get(at('/instance'))).body).toMatchObject({ read_only: false });
  });
});
