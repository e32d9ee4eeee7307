import { describe, expect, it } from 'vitest';
import { Core } from '../support/core.js';
import { createNote, noteAt } from '../support/notes.js';
import { TARGET } from '../support/target.js';
import { useCore } from '../support/world.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ORIGIN = 'https://notes.example.com';

const world = useCore({ CORS_ALLOWED_ORIGINS: `${ORIGIN},https://other.example.com` });

const everyKindOfAnswer = async () => {
  const { http } = world().core;
  const { slug } = await createNote(http);
  return Promise.all([
    http.get('/api/ping'),
    http.get('/api/v1/instance'),
    http.get(noteAt(slug, 'meta')),
    http.get(noteAt('unknown')),
    http.get('/api/v1/nothing'),
    http.send('PUT', '/api/v1/note'),
    http.post('/api/v1/note', { content: 5 }),
    http.send('POST', '/api/v1/note', { body: 'x', headers: { 'content-type': 'text/plain' } }),
    http.send('HEAD', noteAt(slug)),
    http.get('/%61pi/ping'),
    http.get(`${world().core.address}/api/ping`),
  ]);
};

const preflight = (origin: string, method: string) =>
  world().core.http.send('OPTIONS', noteAt('some-slug'), {
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'content-type,idempotency-key,x-receipt',
    },
  });

describe('every answer', () => {
  it('of the API is never stored', async () => {
    for (const { headers } of await everyKindOfAnswer()) expect(headers['cache-control']).toBe('no-store');
  });

  it('names its request: a UUID when the caller gave no well-formed id', async () => {
    const answers = await everyKindOfAnswer();
    for (const { headers } of answers) expect(headers['x-request-id']).toMatch(UUID);
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(answers.length);
    for (const given of ['', 'with space', 'a'.repeat(129), '<script>', 'ünïcode']) {
      const headers = { 'x-request-id': Buffer.from(given).toString('latin1') };
      const answer = await world().core.http.get('/api/ping', { headers });
      expect(answer.headers['x-request-id']).toMatch(UUID);
    }
  });

  it.each(['a', 'A-z.0_9', 'x'.repeat(128)])('keeps the well-formed request id %s', async (given) => {
    const answer = await world().core.http.get(noteAt('unknown'), { headers: { 'x-request-id': given } });
    expect(answer.headers['x-request-id']).toBe(given);
    expect(answer.body).toMatchObject({ request_id: given });
  });

  it('says nothing of what made it', async () => {
    for (const { headers } of await everyKindOfAnswer()) {
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('server');
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });
});

/** Nobody listens where core looks for them, which makes nothing unready. */
const BESIDE = { redis: 'down', nats: 'down' };

describe('health', () => {
  it('ping answers pong', async () => {
    const answer = await world().core.http.get('/api/ping');
    expect([answer.status, answer.body]).toEqual([200, { message: 'pong' }]);
  });

  it('live and ready answer ok', async () => {
    const live = await world().core.direct.get('/health/live');
    expect([live.status, live.body]).toEqual([200, { status: 'ok' }]);
    const ready = await world().core.direct.get('/health/ready');
    expect([ready.status, ready.body]).toEqual([
      200,
      {
        status: 'ok',
        parts: { database: 'up', ...BESIDE },
        circuits: { database: 'closed' },
      },
    ]);
  });

  // Standalone does not start without one.
  it.runIf(TARGET !== 'standalone')(
    'without a database: lives, is not ready and says why, and answers 503 with Retry-After',
    async () => {
      const nowhere = await Core.start('postgresql://nobody:nothing@127.0.0.1:1/none');
      try {
        expect((await nowhere.direct.get('/health/live')).status).toBe(200);
        const ready = await nowhere.direct.get('/health/ready');
        expect([ready.status, ready.body]).toEqual([
          503,
          {
            status: 'unavailable',
            parts: { database: 'down', ...BESIDE },
            circuits: { database: expect.stringMatching(/^(closed|open)$/) },
          },
        ]);
        const answer = await nowhere.http.get(noteAt('some-slug', 'meta'));
        expect(answer.status).toBe(503);
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
        expect(answer.body).toEqual({
          message: 'temporarily unavailable',
          code: 'unavailable',
          request_id: expect.any(String),
        });
      } finally {
        await nowhere.stop();
      }
    },
  );

  it('Swagger is served at /api/docs and its document at /api/docs-json', async () => {
    expect((await world().core.http.get('/api/docs')).text).toContain('swagger');
    expect((await world().core.http.get('/api/docs-json')).body).toMatchObject({
      openapi: expect.stringMatching(/^3\./),
      paths: { '/api/v1/note': expect.anything(), '/api/v1/note/{slug}': expect.anything() },
    });
  });
});

describe('starting and stopping', () => {
  it('refuses to start without what it needs, names all of it, and repeats no secret', async () => {
    const started = Core.start('mysql://root:hunter2@localhost', {
      NOTE_ENCRYPTION_KEYS: 'k:c2hvcnQ=',
      READ_LEASE: 'soon',
    });
    const fault = await started.then(
      () => 'started',
      (error: unknown) => String(error),
    );
    for (const name of ['DATABASE_URL', 'NOTE_ENCRYPTION_KEYS', 'READ_LEASE']) expect(fault).toContain(name);
    for (const secret of ['hunter2', 'c2hvcnQ=']) expect(fault).not.toContain(secret);
  });

  it('finishes the requests it has and exits 0 on SIGTERM, without waiting for connections that clients keep', async () => {
    const core = await Core.start(world().database.url);
    await Promise.all(Array.from({ length: 20 }, () => core.direct.get('/health/ready')));
    const creating = Array.from({ length: 20 }, () => createNote(core.http, { password: 'pw' }));
    await Promise.race(creating);
    const [notes] = await Promise.all([Promise.all(creating), core.process.end('SIGTERM')]);
    expect(core.process.exitCode).toBe(0);
    for (const { slug } of notes)
      expect((await world().core.http.get(noteAt(slug, 'meta'))).status).toBe(200);
    core.http.close();
  });
});

describe('CORS', () => {
  it.each(['GET', 'POST', 'DELETE'])('lets pages of an allowed origin send %s', async (method) => {
    const answer = await preflight(ORIGIN, method);
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(answer.headers['access-control-allow-credentials']).toBe('true');
    expect(answer.headers['access-control-allow-methods']).toContain(method);
    expect(answer.headers['access-control-allow-headers']).toContain('idempotency-key');
  });

  it('lets them read the answers, and the headers that a client needs', async () => {
    const answer = await world().core.http.get(noteAt('unknown'), { headers: { origin: ORIGIN } });
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(answer.headers.vary).toMatch(/origin/i);
    expect(answer.headers['access-control-expose-headers']).toMatch(
      /x-request-id.*retry-after|retry-after.*x-request-id/i,
    );
  });

  it.each(['https://evil.example.com', 'http://notes.example.com', `${ORIGIN}.evil.com`, 'null'])(
    'lets no page of %s do anything',
    async (origin) => {
      expect((await preflight(origin, 'POST')).headers).not.toHaveProperty('access-control-allow-origin');
      const answer = await world().core.http.get('/api/ping', { headers: { origin } });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    },
  );
});
