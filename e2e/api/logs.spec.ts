import { afterAll, describe, expect, it } from 'vitest';
import { createNote, createSealedNote, noteAt, randomKey } from '../support/notes.js';
import { OtlpCollector } from '../support/otlp-collector.js';
import { PROGRAM, TARGET } from '../support/target.js';
import { until } from '../support/until.js';
import { useCore, type World } from '../support/world.js';

/** Standalone has a route for whatever else is asked for: the pages. */
const NO_ROUTE = TARGET === 'standalone' ? '/*' : 'unmatched';
const requestLines = ({ core }: World) => core.log().filter((line) => line['message'] === 'request');

const collector = await OtlpCollector.start();
afterAll(() => collector.stop());

describe('the log', () => {
  const world = useCore({ LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });

  it('has one line for each request, with its id, the pattern of its route, status and duration', async () => {
    const { direct: http } = world().core;
    const { slug } = await createNote(http, {}, { headers: { 'x-request-id': 'log-create' } });
    const ask = (method: string, path: string, id: string) =>
      http.send(method, path, { headers: { 'x-request-id': id } });
    await ask('GET', noteAt(slug, 'meta'), 'log-meta');
    await ask('GET', `${noteAt(slug)}?x=1`, 'log-read');
    await ask('GET', `/api/nothing/${slug}`, 'log-unknown');
    await ask('HEAD', noteAt(slug), 'log-head');
    const lines = () => requestLines(world()).filter((line) => String(line['request_id']).startsWith('log-'));
    await until('all lines are written', () => lines().length >= 5);
    expect(lines()).toEqual(
      [
        ['log-create', 'POST', '/api/v1/note', 201],
        ['log-meta', 'GET', '/api/v1/note/:slug/meta', 200],
        ['log-read', 'GET', '/api/v1/note/:slug', 200],
        ['log-unknown', 'GET', NO_ROUTE, 404],
        ['log-head', 'HEAD', NO_ROUTE, 405],
      ].map(([request_id, method, route, status]) =>
        expect.objectContaining({
          level: 'info',
          service: PROGRAM.service,
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
          request_id,
          method,
          route,
          status,
          duration_ms: expect.any(Number),
        }),
      ),
    );
  });

  it('says that the process is well only where somebody looks for everything', async () => {
    await world().core.direct.get('/health/live');
    const line = () => requestLines(world()).find(({ route }) => route === '/health/live');
    await until('the line is written', () => line() !== undefined);
    expect(line()).toMatchObject({ level: 'debug', status: 200 });
  });

  it('holds no slug, text, password, proof, receipt or key, whatever goes right or wrong, and no span does', async () => {
    const { http } = world().core;
    const [readKey, createKey] = [randomKey(), randomKey()];
    const plain = await createNote(
      http,
      { content: 'text-in-the-note', password: 'password-of-the-note', slug: 'slug-of-the-note' },
      { headers: { 'idempotency-key': createKey } },
    );
    const sealed = await createSealedNote(http, 'text-in-the-envelope');
    const key = { 'idempotency-key': readKey };
    const view = (slug: string, password: string) =>
      http.post(noteAt(slug, 'view'), { password }, { headers: key });
    for (let guess = 0; guess < 11; guess += 1) await view(plain.slug, 'guessed-password');
    await view(sealed.slug, sealed.accessProof);
    await http.post(noteAt(sealed.slug, 'ack'), undefined, { headers: key });
    await http.get(noteAt(plain.slug, 'receipt'), { headers: { 'x-receipt': plain.receipt } });
    await http.post('/api/v1/note', { content: 'text-in-the-note', slug: plain.slug });
    await http.send('POST', '/api/v1/note', {
      body: '{"content":"text-in-broken-json',
      headers: { 'content-type': 'application/json' },
    });
    await http.post('/api/v1/note', {
      content: ['text-in-the-note'],
      password: { a: 'password-of-the-note' },
    });
    await http.get('/api/v1/note/slug-of-the-note/nothing?password=password-of-the-note');
    await world().database.query('ALTER TABLE note_payload RENAME TO payload_away');
    const failed = await http.post('/api/v1/note', {
      content: 'text-in-the-note',
      password: 'password-of-the-note',
    });
    expect((await view('slug-of-the-note', 'password-of-the-note')).status).toBe(500);
    await world().database.query('ALTER TABLE payload_away RENAME TO note_payload');
    expect(failed.status).toBe(500);
    await http.delete(noteAt(plain.slug), { headers: { 'x-receipt': plain.receipt } });
    await until('the last line is written', () => requestLines(world()).at(-1)?.['method'] === 'DELETE');

    const deletion = () => collector.spans.some(({ name }) => name.startsWith('DELETE'));
    await until('the last span has come', deletion);

    const log = world().core.process.lines.join('\n') + world().core.process.errors;
    expect(log).toContain('request failed');
    const told = log + collector.raw.join();
    for (const secret of [
      'text-in',
      'password-of',
      'guessed-password',
      'slug-of-the-note',
      sealed.slug,
      sealed.envelope.slice(30, 60),
      sealed.accessProof,
      sealed.linkSecret,
      plain.receipt,
      sealed.receipt,
      readKey,
      createKey,
    ]) {
      expect(told).not.toContain(secret);
    }
  });
});
