import { afterAll, describe, expect, it } from 'vitest';
import { OtlpCollector } from '../../../../e2e/support/servers/otlp-collector.js';
import { createTestApp } from '../../testing/create-test-app.js';
import { createdNoteOf, noteAt, randomKey } from '../../testing/test-actions.js';

const collector = await OtlpCollector.start();
const app = await createTestApp({
  environment: { LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
});
const server = await app.listen();
afterAll(async () => {
  await app.close();
  await collector.stop();
});

const requestLines = () => app.log().filter((line) => line['message'] === 'request');

describe('log', () => {
  it('has one line for each request, with its id, the pattern of its route, status and duration', async () => {
    const created = await server.post(
      '/api/v1/note',
      { content: 'x' },
      { headers: { 'x-request-id': 'log-create' } },
    );
    const { slug } = createdNoteOf(created);
    const send = (method: string, path: string, id: string) =>
      server.send(method, path, { headers: { 'x-request-id': id } });
    await send('GET', noteAt(slug, 'meta'), 'log-meta');
    await send('GET', noteAt(slug), 'log-read');
    await send('GET', `${noteAt(slug)}?x=1`, 'log-query');
    await send('GET', `/api/nothing/${slug}`, 'log-unknown');
    await send('HEAD', noteAt(slug), 'log-head');
    const lines = () => requestLines().filter((line) => String(line['request_id']).startsWith('log-'));
    await expect.poll(lines).toHaveLength(6);
    expect(lines()).toEqual(
      [
        ['log-create', 'POST', '/api/v1/note', 201],
        ['log-meta', 'GET', '/api/v1/note/:slug/meta', 200],
        ['log-read', 'GET', '/api/v1/note/:slug', 200],
        ['log-query', 'GET', '/api/v1/note/:slug', 400],
        ['log-unknown', 'GET', 'unmatched', 404],
        ['log-head', 'HEAD', 'unmatched', 405],
      ].map(([request_id, method, route, status]) =>
        expect.objectContaining({
          level: 'info',
          service: 'core',
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

  it('shows successful health checks at debug level only', async () => {
    await server.get('/health/live');
    const line = () => requestLines().find(({ route }) => route === '/health/live');
    await expect.poll(line).toMatchObject({ level: 'debug', status: 200 });
  });

  it('contains no slug, text, password, proof, receipt or key, also after failures, nor does any span', async () => {
    const [readKey, createKey] = [randomKey(), randomKey()];
    const plain = await app.createNote(
      { content: 'text-in-the-note', password: 'password-of-the-note', slug: 'slug-of-the-note' },
      { headers: { 'idempotency-key': createKey } },
    );
    const sealed = await app.createSealedNote('text-in-the-envelope');
    const key = { 'idempotency-key': readKey };
    const view = (slug: string, password: string) => {
      const body = { password, link_proof: sealed.linkProof };
      return server.post(noteAt(slug, 'view'), body, { headers: key });
    };
    for (let guess = 0; guess < 11; guess += 1) await view(plain.slug, 'guessed-password');
    await view(sealed.slug, sealed.accessProof);
    await server.post(noteAt(sealed.slug, 'ack'), undefined, { headers: key });
    await server.get(noteAt(plain.slug, 'receipt'), { headers: { 'x-receipt': plain.receipt } });
    await server.post('/api/v1/note', { content: 'text-in-the-note', slug: plain.slug });
    await server.send('POST', '/api/v1/note', {
      body: '{"content":"text-in-broken-json',
      headers: { 'content-type': 'application/json' },
    });
    await server.post('/api/v1/note', {
      content: ['text-in-the-note'],
      password: { a: 'password-of-the-note' },
    });
    await server.get('/api/v1/note/slug-of-the-note/nothing?password=password-of-the-note');
    const content = { content: 'text-in-the-note', password: 'password-of-the-note' };
    const unread = await app.createNote({ ...content, slug: 'slug-of-the-note-unread' });
    const createAndView = async () => {
      const failed = await server.post('/api/v1/note', content);
      return [failed.status, (await view(unread.slug, content.password)).status];
    };
    await app.database.query('ALTER TABLE note_payload RENAME TO payload_away');
    expect(await createAndView()).toEqual([503, 503]);
    await app.database.query('ALTER TABLE payload_away RENAME TO note_payload');
    await app.database.query('ALTER TABLE note ADD CONSTRAINT unmet CHECK (false) NOT VALID');
    expect(await createAndView()).toEqual([500, 500]);
    await app.database.query('ALTER TABLE note DROP CONSTRAINT unmet');
    await server.delete(noteAt(plain.slug), { headers: { 'x-receipt': plain.receipt } });
    await expect.poll(() => requestLines().at(-1)).toMatchObject({ method: 'DELETE' });

    const deletion = () => collector.spans.some(({ name }) => name.startsWith('DELETE'));
    await expect.poll(deletion).toBe(true);

    const log = JSON.stringify(app.log());
    expect(log).toContain('request failed');
    const output = log + collector.raw.join();
    for (const secret of [
      'text-in',
      'password-of',
      'guessed-password',
      'slug-of-the-note',
      sealed.slug,
      sealed.envelope.slice(30, 60),
      sealed.accessProof,
      sealed.linkProof,
      sealed.linkSecret,
      plain.receipt,
      unread.receipt,
      sealed.receipt,
      readKey,
      createKey,
    ]) {
      expect(output).not.toContain(secret);
    }
  });
});
