import { afterAll, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { migrate } from '#libs/database';
import { Readiness } from '#libs/lifecycle';
import { createTestApp } from '../testing/create-test-app.js';
import { createDatabaseOn } from '../../../libs/database/testing/test-database.js';
import { at, noteAt } from '../testing/test-actions.js';

const app = await createTestApp();
const withoutDatabase = await createTestApp({
  environment: { DATABASE_URL: 'postgresql://user:password@127.0.0.1:1/none' },
});
afterAll(async () => {
  await app.close();
  await withoutDatabase.close();
});

describe('health', () => {
  it('responds to a ping with pong', async () => {
    const { status, body } = await app.http.get('/api/ping');
    expect([status, body]).toEqual([200, { message: 'pong' }]);
  });

  it('is live and ready', async () => {
    const live = await app.http.get('/health/live');
    expect([live.status, live.body]).toEqual([200, { status: 'ok' }]);
    const ready = await app.http.get('/health/ready');
    expect([ready.status, ready.body]).toEqual([
      200,
      {
        status: 'ok',
        parts: { database: 'up', redis: 'unused', nats: 'unused' },
        circuits: { database: 'closed' },
      },
    ]);
  });

  it('is live but not ready without a database, and requests get a 503 with Retry-After', async () => {
    expect((await withoutDatabase.http.get('/health/live')).status).toBe(200);
    const ready = await withoutDatabase.http.get('/health/ready');
    expect([ready.status, ready.body]).toEqual([
      503,
      {
        status: 'unavailable',
        parts: { database: 'down', redis: 'unused', nats: 'unused' },
        circuits: { database: expect.stringMatching(/^(closed|open)$/) },
      },
    ]);
    const response = await withoutDatabase.http.get(noteAt('some-slug', 'meta'));
    expect(response.status).toBe(503);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(response.body).toEqual({
      message: 'temporarily unavailable',
      code: 'unavailable',
      request_id: expect.any(String),
    });
  });

  it('is not ready on a database without tables, starts all the same, and serves once it is migrated', async () => {
    const database = await createDatabaseOn(new URL(app.database.url));
    const unmigrated = await createTestApp({ database });
    const problem = 'the database has no tables of this program: run npm run db:migrate';
    for (let check = 0; check < 2; check += 1)
      expect(await unmigrated.http.get('/health/ready')).toMatchObject({
        status: 503,
        body: { status: 'unavailable', parts: { database: 'down' }, problems: [problem] },
      });
    for (const response of [
      await unmigrated.http.get(noteAt('some-slug')),
      await unmigrated.http.post(at('/note'), { content: 'text' }),
      await unmigrated.signUp('ada@example.com'),
    ])
      expect(response).toMatchObject({ status: 503, code: 'unavailable' });
    await unmigrated.sweepNotes();
    await unmigrated.sweepNotes();
    const logged = (text: string) => unmigrated.log().filter(({ message }) => message === text);
    expect(logged('database cannot be used')).toEqual([expect.objectContaining({ faults: [problem] })]);
    expect(logged('note sweep failed; will retry')).toHaveLength(1);
    await migrate(new Secret(database.url));
    expect((await unmigrated.http.get('/health/ready')).status).toBe(200);
    expect((await unmigrated.read(await unmigrated.createNote())).status).toBe(200);
    await unmigrated.close();
    await database.drop();
  });

  it('is not ready if PostgreSQL rejects the password, and says so without repeating it', async () => {
    const url = Object.assign(new URL(app.database.url), { password: 'wrong' });
    const rejected = await createTestApp({ environment: { DATABASE_URL: url.href } });
    const problems = ['PostgreSQL rejects the user or the password: correct both in DATABASE_URL'];
    const expected = { status: 503, body: { problems } };
    expect(await rejected.http.get('/health/ready')).toMatchObject(expected);
    expect((await rejected.http.get(noteAt('some-slug'))).status).toBe(503);
    await rejected.close();
  });

  it('is not ready while draining, still serves requests and closes connections', async () => {
    const draining = await createTestApp();
    await draining.nest.get(Readiness).drain(0);
    expect(await draining.http.get('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'leaving', parts: { database: 'up' } },
    });
    const note = await draining.createNote();
    expect(await draining.read(note)).toMatchObject({ status: 200, headers: { connection: 'close' } });
    await draining.close();
  });
});

describe('API documentation', () => {
  it('is served at /api/docs, and the document at /api/docs-json', async () => {
    const page = await app.http.get('/api/docs');
    expect(page.headers['content-type']).toContain('text/html');
    for (const [, file = ''] of page.text.matchAll(/"(\/api\/docs\/[^"]+)"/g)) {
      const { status, text } = await app.http.get(file);
      expect([file, status, text.length > 100]).toEqual([file, 200, true]);
    }
    expect((await app.http.get('/api/docs-json')).body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/api/v1/note': expect.anything(), '/api/v1/note/{slug}': expect.anything() },
    });
  });

  it('can be turned off', async () => {
    const quiet = await createTestApp({ environment: { API_DOCS_ENABLED: 'false' } });
    for (const path of ['/api/docs', '/api/docs-json', '/api/docs-yaml', '/api/docs/start.js'])
      expect(await quiet.http.get(path)).toMatchObject({ status: 404, code: 'route.not_found' });
    await quiet.close();
  });
});
