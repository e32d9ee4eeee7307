import { afterAll, describe, expect, it } from 'vitest';
import { BOTS } from '../../testing/bots.js';
import { createTestApp } from '../../testing/create-test-app.js';
import { inHours, noteAt } from '../../testing/test-actions.js';

const RFC_3339_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const UNKNOWN = { slug: 'unknown-slug' };

const app = await createTestApp();
afterAll(() => app.close());

describe('GET /note/{slug}', () => {
  it('returns the note to its first reader', async () => {
    const expiresAt = inHours(1);
    const note = await app.createNote({ content: 'for you', expires_at: expiresAt });
    const response = await app.read(note);
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      slug: note.slug,
      content: 'for you',
      keep_before_expiration: false,
      has_password: false,
      created_at: expect.stringMatching(RFC_3339_UTC),
      expires_at: expiresAt,
    });
  });

  it('omits expires_at for a note that never expires', async () => {
    expect((await app.read(await app.createNote())).body).not.toHaveProperty('expires_at');
  });

  it('reports a read note as already read, with the time, as does its meta', async () => {
    const note = await app.createNote();
    await app.read(note);
    const { read_at, created_at } = await app.row(note);
    for (const response of [await app.read(note), await app.meta(note)]) {
      expect(response.status).toBe(404);
      expect(response.body).toEqual({
        message: 'note: already read',
        code: 'note.already_read',
        request_id: response.headers['x-request-id'],
        slug: note.slug,
        content: '',
        ...JSON.parse(JSON.stringify({ read_at, created_at })),
      });
    }
  });

  it('states when a read note expires or would have expired', async () => {
    const expiresAt = inHours(1);
    const note = await app.createNote({ expires_at: expiresAt });
    await app.read(note);
    for (const response of [await app.read(note), await app.view(note, 'pw'), await app.meta(note)])
      expect(response).toMatchObject({ code: 'note.already_read', body: { expires_at: expiresAt } });
  });

  it('returns a reusable note to every reader until it expires, and never marks it as read', async () => {
    const note = await app.createNote({ keep_before_expiration: true, expires_at: inHours(1) });
    for (let reader = 0; reader < 3; reader += 1) {
      expect(await app.read(note)).toMatchObject({
        status: 200,
        body: { content: 'a secret for one', keep_before_expiration: true },
      });
    }
    expect(await app.row(note)).toMatchObject({ read_at: null });
    await app.expire(note);
    expect((await app.read(note)).status).toBe(410);
  });

  it('returns 410 for an expired note, read or not, and 404 from its meta', async () => {
    const unread = await app.createNote({ expires_at: inHours(1) });
    const alreadyRead = await app.createNote({ expires_at: inHours(1) });
    await app.read(alreadyRead);
    for (const note of [unread, alreadyRead]) {
      await app.expire(note);
      const response = await app.read(note);
      expect(response).toMatchObject({
        status: 410,
        body: { code: 'note.expired', message: 'note: expired' },
      });
      expect(response.text).not.toContain('a secret for one');
      expect(await app.meta(note)).toMatchObject({
        status: 404,
        body: { code: 'note.expired', expires_at: expect.stringMatching(RFC_3339_UTC) },
      });
    }
  });

  it('returns 404 for an unknown slug, as does its meta', async () => {
    const notFound = { status: 404, body: { code: 'note.not_found', message: 'note: not found' } };
    expect(await app.read(UNKNOWN)).toMatchObject(notFound);
    expect(await app.meta(UNKNOWN)).toMatchObject(notFound);
  });

  it('reports a note with a password or a sealed note as not found, and burns neither', async () => {
    for (const note of [await app.createNote({ password: 'pw' }), await app.createSealedNote('sealed')]) {
      const response = await app.read(note);
      expect(response.status).toBe(404);
      expect(response.body).toEqual({
        code: 'note.not_found',
        message: 'note: not found',
        request_id: response.headers['x-request-id'],
      });
      expect((await app.meta(note)).status).toBe(200);
    }
  });

  it('does not burn the note on HEAD, OPTIONS or PUT, which return 405', async () => {
    const note = await app.createNote();
    for (const method of ['HEAD', 'OPTIONS', 'PUT']) {
      const response = await app.http.send(method, noteAt(note.slug));
      expect(response.status).toBe(405);
      expect(response.headers.allow).toContain('GET');
    }
    expect((await app.read(note)).status).toBe(200);
  });

  it('does not count a read of a reusable note on HEAD', async () => {
    const note = await app.createNote({ keep_before_expiration: true, expires_at: inHours(1) });
    expect((await app.http.send('HEAD', noteAt(note.slug))).status).toBe(405);
    expect((await app.receipt(note)).body).toMatchObject({ reads: 0 });
  });
});

describe('GET /note/{slug}/meta', () => {
  it('returns the properties of a note any number of times without burning it', async () => {
    const expiresAt = inHours(2);
    const note = await app.createNote({
      password: 'pw',
      keep_before_expiration: true,
      expires_at: expiresAt,
    });
    for (let request = 0; request < 3; request += 1) {
      const response = await app.meta(note);
      expect(response.status).toBe(200);
      expect(response.body).toEqual({
        created_at: expect.stringMatching(RFC_3339_UTC),
        has_password: true,
        sealed: false,
        keep_before_expiration: true,
        expires_at: expiresAt,
      });
    }
    expect((await app.view(note, 'pw')).status).toBe(200);
  });

  it('states whether the envelope of a sealed note requires a password', async () => {
    const open = await app.createSealedNote('sealed');
    const protectedNote = await app.createSealedNote('sealed', 'correct horse');
    expect((await app.meta(open)).body).toMatchObject({ sealed: true, has_password: false });
    expect((await app.meta(protectedNote)).body).toMatchObject({ sealed: true, has_password: true });
  });
});

describe('link previews and mail scanners', () => {
  it('leave a plain note unread by any request that they send', async () => {
    const note = await app.createNote();
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      expect((await app.http.get(noteAt(note.slug, 'meta'), { headers })).status).toBe(200);
      expect((await app.http.send('HEAD', noteAt(note.slug, 'meta'), { headers })).status).toBe(200);
      expect((await app.http.send('HEAD', noteAt(note.slug), { headers })).status).toBe(405);
      expect((await app.http.send('OPTIONS', noteAt(note.slug), { headers })).status).toBe(405);
    }
    expect((await app.receipt(note)).body).toEqual({ state: 'unread' });
    expect((await app.read(note)).status).toBe(200);
  });

  it('cannot read a sealed note even with GET or POST', async () => {
    const note = await app.createSealedNote('sealed');
    for (const bot of BOTS) {
      const headers = { 'user-agent': bot };
      expect((await app.http.get(noteAt(note.slug), { headers })).status).toBe(404);
      expect((await app.http.send('HEAD', noteAt(note.slug), { headers })).status).toBe(405);
      const posted = await app.http.send('POST', noteAt(note.slug, 'view'), { headers });
      expect(posted.status).toBeGreaterThanOrEqual(400);
    }
    expect((await app.view(note, note.accessProof)).status).toBe(200);
  });
});
