import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import type { TestResponse } from '../../testing/http-client.js';
import { noteAt } from '../../testing/test-actions.js';

const app = await createTestApp({ environment: { NOTE_MAX_BYTES: '1024' } });
afterAll(() => app.close());
const expectError = (response: TestResponse, status: number, code: string) => {
  expect(response.status).toBe(status);
  expect(response.headers['content-type']).toContain('application/json');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.body).toMatchObject({
    code,
    message: expect.stringMatching(/^[a-z].+/),
    request_id: response.headers['x-request-id'],
  });
};

describe('error response', () => {
  const post = (body: string | Buffer, contentType = 'application/json') =>
    app.http.send('POST', '/api/v1/note', { body, headers: { 'content-type': contentType } });

  it('is 400 with the path of every field that has a wrong type', async () => {
    const response = await app.http.post('/api/v1/note', {
      content: 5,
      slug: {},
      password: [],
      keep_before_expiration: 'yes',
      expires_at: 'tomorrow',
    });
    expectError(response, 400, 'request.invalid');
    expect(response.body).toMatchObject({
      message: 'invalid request',
      details: ['content', 'slug', 'password', 'keep_before_expiration', 'expires_at'].map((path) => ({
        path,
        message: expect.any(String),
      })),
    });
  });

  it.each([
    ['no body', ''],
    ['no JSON', '{"content": "x"'],
    ['a number', '5'],
    ['null', 'null'],
    ['an array', '[{"content":"x"}]'],
    ['content null', '{"content":null}'],
    ['an unknown field', '{"content":"x","pasword":"y"}'],
    ['a date that is none', '{"content":"x","expires_at":"2026-02-30T00:00:00Z"}'],
    ['a date without a zone', '{"content":"x","expires_at":"2999-01-01T00:00:00"}'],
    ['a date as a number', '{"content":"x","expires_at":32503680000}'],
  ])('is 400 for a body with %s', async (_name, body) => {
    const response = await post(body);
    expectError(response, 400, 'request.invalid');
    expect(response.body).toMatchObject({
      details: [{ path: expect.any(String), message: expect.any(String) }],
    });
  });

  it('is 400 for a create without body or content type', async () => {
    expectError(await app.http.send('POST', '/api/v1/note'), 400, 'request.invalid');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('is 415 for a body of %s, which another site may send without a preflight', async (contentType) =>
    expectError(await post('{"content":"x"}', contentType), 415, 'request.media_type'),
  );

  it('does not apply to JSON with a charset', async () => {
    expect((await post('{"content":"x"}', 'application/json; charset=utf-8')).status).toBe(201);
  });

  it('is 413 for a body over the limit', async () => {
    expectError(await post(JSON.stringify({ content: 'x'.repeat(100_000) })), 413, 'request.too_large');
    expectError(await post(JSON.stringify({ content: 'x'.repeat(1_025) })), 413, 'request.too_large');
  });

  it.each([
    '/api',
    '/api/v1',
    '/api/v1/nothing',
    '/api/v2/note',
    '/api/v1/note/a/b/c',
    '/api/v1/note/',
    '/api/v1/note/x/',
  ])('is 404 for the unknown URL %s', async (path) => {
    const response = await app.http.get(path);
    expect(response.status).toBe(404);
    expect(response.body).toMatchObject({
      code: expect.any(String),
      request_id: response.headers['x-request-id'],
    });
  });

  it.each([
    ['PUT', '/api/v1/note'],
    ['DELETE', '/api/v1/note'],
    ['POST', '/api/ping'],
    ['HEAD', '/api/v1/note/some-slug'],
    ['GET', '/api/v1/note/some-slug/view'],
    ['POST', '/api/v1/note/some-slug/meta'],
    ['DELETE', '/api/v1/note/some-slug/receipt'],
    ['PUT', '/api/v1/note/some-slug?query=1'],
  ])('is 405 with Allow for %s %s', async (method, path) => {
    const response = await app.http.send(method, path);
    expect(response.status).toBe(405);
    expect(response.headers.allow).toMatch(/^[A-Z, ]+$/);
    expect(response.headers.allow).not.toContain(method);
    if (method !== 'HEAD') expectError(response, 405, 'route.method_not_allowed');
  });

  it('has the codes and statuses of the contract', async () => {
    const { slug } = await app.createNote();
    expectError(await app.http.get(noteAt('unknown')), 404, 'note.not_found');
    expectError(await app.http.post('/api/v1/note', { content: '' }), 400, 'note.content_empty');
    await app.http.get(noteAt(slug));
    expectError(await app.http.get(noteAt(slug)), 404, 'note.already_read');
  });

  it.each([
    [
      'internal error',
      500,
      'internal',
      'ALTER TABLE note ADD CONSTRAINT unmet CHECK (false) NOT VALID',
      'ALTER TABLE note DROP CONSTRAINT unmet',
    ],
    [
      'temporarily unavailable',
      503,
      'unavailable',
      'ALTER TABLE note RENAME TO note_away',
      'ALTER TABLE note_away RENAME TO note',
    ],
  ])(
    'of a failed read is %s with %i, reveals no cause, and leaves the note unread',
    async (message, status, code, breakTable, repairTable) => {
      const { slug } = await app.createNote();
      await app.database.query(breakTable);
      const broken = await app.http.get(noteAt(slug));
      await app.database.query(repairTable);
      expectError(broken, status, code);
      expect(broken.body).toEqual({ message, code, request_id: expect.any(String) });
      expect((await app.http.get(noteAt(slug))).status).toBe(200);
    },
  );
});
