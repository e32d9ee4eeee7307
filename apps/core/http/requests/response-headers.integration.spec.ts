import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { noteAt } from '../../testing/test-actions.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ORIGIN = 'https://notes.example.com';

const app = await createTestApp({
  environment: { CORS_ALLOWED_ORIGINS: `${ORIGIN},https://other.example.com` },
});
const server = await app.listen();
afterAll(() => app.close());

const everyKindOfResponse = async () => {
  const { slug } = await app.createNote();
  return Promise.all([
    server.get('/api/ping'),
    server.get('/api/v1/instance'),
    server.get(noteAt(slug, 'meta')),
    server.get(noteAt('unknown')),
    server.get('/api/v1/nothing'),
    server.send('PUT', '/api/v1/note'),
    server.post('/api/v1/note', { content: 5 }),
    server.send('POST', '/api/v1/note', { body: 'x', headers: { 'content-type': 'text/plain' } }),
    server.send('HEAD', noteAt(slug)),
    server.get('/%61pi/ping'),
    server.get(`${server.address}/api/ping`),
  ]);
};

const preflight = (origin: string, method: string) =>
  server.send('OPTIONS', noteAt('some-slug'), {
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type,idempotency-key,x-receipt',
    },
  });

describe('every response', () => {
  it('of the API is never cached', async () => {
    for (const { headers } of await everyKindOfResponse()) expect(headers['cache-control']).toBe('no-store');
  });

  it('has a request id: a UUID if the caller sent no well-formed one', async () => {
    const responses = await everyKindOfResponse();
    for (const { headers } of responses) expect(headers['x-request-id']).toMatch(UUID);
    expect(new Set(responses.map(({ headers }) => headers['x-request-id'])).size).toBe(responses.length);
    for (const given of ['', 'with space', 'a'.repeat(129), '<script>', 'ünïcode']) {
      const headers = { 'x-request-id': Buffer.from(given).toString('latin1') };
      const response = await server.get('/api/ping', { headers });
      expect(response.headers['x-request-id']).toMatch(UUID);
    }
  });

  it.each(['a', 'A-z.0_9', 'x'.repeat(128)])('keeps the well-formed request id %s', async (given) => {
    const response = await server.get(noteAt('unknown'), { headers: { 'x-request-id': given } });
    expect(response.headers['x-request-id']).toBe(given);
    expect(response.body).toMatchObject({ request_id: given });
  });

  it('reveals no server software', async () => {
    for (const { headers } of await everyKindOfResponse()) {
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

describe('CORS', () => {
  it.each(['GET', 'POST', 'DELETE'])('lets an allowed origin send %s', async (method) => {
    const response = await preflight(ORIGIN, method);
    expect(response.status).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(response.headers['access-control-allow-credentials']).toBe('true');
    expect(response.headers['access-control-allow-methods']).toContain(method);
    expect(response.headers['access-control-allow-headers']).toContain('idempotency-key');
  });

  it('lets an allowed origin read responses and the headers that clients need', async () => {
    const response = await server.get(noteAt('unknown'), { headers: { origin: ORIGIN } });
    expect(response.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(response.headers.vary).toMatch(/origin/i);
    expect(response.headers['access-control-expose-headers']).toMatch(
      /x-request-id.*retry-after|retry-after.*x-request-id/i,
    );
  });

  it.each(['https://evil.example.com', 'http://notes.example.com', `${ORIGIN}.evil.com`, 'null'])(
    'allows nothing to %s',
    async (origin) => {
      expect((await preflight(origin, 'POST')).headers).not.toHaveProperty('access-control-allow-origin');
      const response = await server.get('/api/ping', { headers: { origin } });
      expect(response.headers).not.toHaveProperty('access-control-allow-origin');
    },
  );
});
