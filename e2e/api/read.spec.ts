import { describe, expect, it } from 'vitest';
import { createNote, createSealedNote, inHours, noteAt } from '../support/notes.js';
import { useCore } from '../support/world.js';

const RFC_3339_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const world = useCore();
const meta = (slug: string) => world().core.http.get(noteAt(slug, 'meta'));
const read = (slug: string) => world().core.http.get(noteAt(slug));
const expire = (slug: string) =>
  world().database.query(`UPDATE note SET expires_at = clock_timestamp() - interval '1 s' WHERE slug = $1`, [
    slug,
  ]);

describe('reading an open note', () => {
  it('answers the note the first time', async () => {
    const expiresAt = inHours(1);
    const { slug } = await createNote(world().core.http, { content: 'for you', expires_at: expiresAt });
    const answer = await read(slug);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      slug,
      content: 'for you',
      keep_before_expiration: false,
      has_password: false,
      created_at: expect.stringMatching(RFC_3339_UTC),
      expires_at: expiresAt,
    });
  });

  it('leaves expires_at out of a note that never expires', async () => {
    const { slug } = await createNote(world().core.http);
    expect((await read(slug)).body).not.toHaveProperty('expires_at');
  });

  it('says ever after that it was read, and when', async () => {
    const { slug } = await createNote(world().core.http);
    await read(slug);
    const [row] = await world().database.query('SELECT read_at, created_at FROM note WHERE slug = $1', [
      slug,
    ]);
    for (const path of [noteAt(slug), noteAt(slug, 'meta')]) {
      const answer = await world().core.http.get(path);
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual({
        message: expect.any(String),
        code: 'note.already_read',
        request_id: answer.headers['x-request-id'],
        slug,
        content: '',
        read_at: expect.stringMatching(RFC_3339_UTC),
        created_at: expect.stringMatching(RFC_3339_UTC),
      });
      expect(answer.body).toMatchObject(JSON.parse(JSON.stringify(row)));
    }
  });

  it('gives a kept note to everyone until it expires, and never marks it as read', async () => {
    const { slug } = await createNote(world().core.http, {
      keep_before_expiration: true,
      expires_at: inHours(1),
    });
    for (let reader = 0; reader < 3; reader += 1) {
      const answer = await read(slug);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ content: 'a secret for one', keep_before_expiration: true });
    }
    expect(await world().database.query('SELECT read_at FROM note WHERE slug = $1', [slug])).toEqual([
      { read_at: null },
    ]);
    await expire(slug);
    expect((await read(slug)).status).toBe(410);
  });

  it('answers 410 once expired, read or not', async () => {
    const unread = await createNote(world().core.http, { expires_at: inHours(1) });
    const alreadyRead = await createNote(world().core.http, { expires_at: inHours(1) });
    await read(alreadyRead.slug);
    for (const { slug } of [unread, alreadyRead]) {
      await expire(slug);
      const answer = await read(slug);
      expect(answer.status).toBe(410);
      expect(answer.body).toMatchObject({ code: 'note.expired', message: 'note: expired' });
      expect(answer.text).not.toContain('a secret for one');
      const looked = await meta(slug);
      expect(looked.status).toBe(404);
      expect(looked.body).toMatchObject({
        code: 'note.expired',
        expires_at: expect.stringMatching(RFC_3339_UTC),
      });
    }
  });

  it('answers 404 for a slug that nobody made', async () => {
    for (const path of [noteAt('nobody-made-this'), noteAt('nobody-made-this', 'meta')]) {
      const answer = await world().core.http.get(path);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'note.not_found', message: 'note: not found' });
    }
  });

  it('answers the same 404 for a note with a password or a sealed one, and leaves it unread', async () => {
    const { http } = world().core;
    const notes = [await createNote(http, { password: 'pw' }), await createSealedNote(http, 'sealed')];
    for (const { slug } of notes) {
      const answer = await read(slug);
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual({
        code: 'note.not_found',
        message: 'note: not found',
        request_id: answer.headers['x-request-id'],
      });
      expect((await meta(slug)).status).toBe(200);
    }
  });

  it('does not burn on HEAD, OPTIONS or a wrong method: 405', async () => {
    const { slug } = await createNote(world().core.http);
    for (const method of ['HEAD', 'OPTIONS', 'PUT']) {
      const answer = await world().core.http.send(method, noteAt(slug));
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toContain('GET');
    }
    expect((await read(slug)).status).toBe(200);
  });
});

describe('looking at a note', () => {
  it('tells what a reader must know, as often as asked, and burns nothing', async () => {
    const expiresAt = inHours(2);
    const { slug } = await createNote(world().core.http, {
      password: 'pw',
      keep_before_expiration: true,
      expires_at: expiresAt,
    });
    for (let look = 0; look < 3; look += 1) {
      const answer = await meta(slug);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        created_at: expect.stringMatching(RFC_3339_UTC),
        has_password: true,
        sealed: false,
        keep_before_expiration: true,
        expires_at: expiresAt,
      });
    }
  });

  it('tells of a sealed note whether its envelope asks for a human password', async () => {
    const { http } = world().core;
    const open = await createSealedNote(http, 'sealed');
    const locked = await createSealedNote(http, 'sealed', 'correct horse');
    expect((await meta(open.slug)).body).toMatchObject({ sealed: true, has_password: false });
    expect((await meta(locked.slug)).body).toMatchObject({ sealed: true, has_password: true });
  });
});
