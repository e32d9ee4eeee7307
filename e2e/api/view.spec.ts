import { describe, expect, it } from 'vitest';
import { open, deriveKeys } from '#libs/note-crypto';
import { createNote, createSealedNote, inHours, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

describe('reading a note with a password', () => {
  const world = useCore();
  const view = (slug: string, password?: string | null) =>
    world().core.http.post(noteAt(slug, 'view'), password === undefined ? {} : { password });
  const meta = (slug: string) => world().core.http.get(noteAt(slug, 'meta'));
  const guessWrong = async (slug: string, times: number) => {
    for (let guess = 0; guess < times; guess += 1) await view(slug, `wrong ${guess}`);
  };

  it('answers the note to the right password, once', async () => {
    const { slug } = await createNote(world().core.http, { content: 'for you', password: 'pässwörd' });
    const answer = await view(slug, 'pässwörd');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      slug,
      content: 'for you',
      has_password: true,
      keep_before_expiration: false,
    });
    const again = await view(slug, 'pässwörd');
    expect(again.status).toBe(404);
    expect(again.body).toMatchObject({ code: 'note.already_read', slug, content: '' });
  });

  it('takes the same password however its letters are composed', async () => {
    const { slug } = await createNote(world().core.http, { password: 'caf\u00e9' });
    expect((await view(slug, 'cafe\u0301')).status).toBe(200);
  });

  it('answers a sealed note to its access proof, and its envelope opens with the link secret', async () => {
    const { slug, accessProof, linkSecret } = await createSealedNote(
      world().core.http,
      'sealed text',
      'human',
    );
    expect((await view(slug, 'human')).body).toMatchObject({ code: 'note.wrong_password' });
    const answer = await view(slug, accessProof);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ has_password: true, content: expect.stringMatching(/^onasty1\./) });
    const { content } = { content: '', ...(typeof answer.body === 'object' && answer.body) };
    expect(await open(content, await deriveKeys(linkSecret, 'human'))).toBe('sealed text');
  });

  it.each([undefined, null, ''])('reads an open note with password %j as GET does', async (password) => {
    const { slug } = await createNote(world().core.http);
    expect((await view(slug, password)).status).toBe(200);
    expect((await view(slug, password)).body).toMatchObject({ code: 'note.already_read' });
  });

  it('answers an empty password on a note with a password as GET does, and counts no try', async () => {
    const { slug } = await createNote(world().core.http, { password: 'pw' });
    const answer = await view(slug, '');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'note.not_found' });
    expect((await view(slug, 'wrong')).body).toMatchObject({ tries_left: 9 });
  });

  it('gives a kept note to everyone with the password', async () => {
    const { slug } = await createNote(world().core.http, {
      password: 'pw',
      keep_before_expiration: true,
      expires_at: inHours(1),
    });
    expect((await view(slug, 'pw')).status).toBe(200);
    expect((await view(slug, 'pw')).status).toBe(200);
    expect((await view(slug, 'wrong')).body).toMatchObject({ code: 'note.wrong_password' });
  });

  it('answers 410 when expired and 404 when nobody made it, whatever the password', async () => {
    const { slug } = await createNote(world().core.http, { password: 'pw', expires_at: inHours(1) });
    await world().database.query('UPDATE note SET expires_at = clock_timestamp() WHERE slug = $1', [slug]);
    for (const password of ['pw', 'wrong']) {
      const answer = await view(slug, password);
      expect(answer.status).toBe(410);
      expect(answer.body).toMatchObject({ code: 'note.expired' });
    }
    expect((await view('nobody-made-this', 'pw')).body).toMatchObject({ code: 'note.not_found' });
  });

  it('counts wrong ones down from nine, burns nothing, and locks the check for 15 minutes', async () => {
    const { slug } = await createNote(world().core.http, { password: 'right' });
    for (let left = 9; left >= 0; left -= 1) {
      const answer = await view(slug, 'wrong');
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({
        code: 'note.wrong_password',
        message: 'note: not found',
        tries_left: left,
      });
      expect(answer.text.includes('locked_until')).toBe(left === 0);
    }
    for (const password of ['wrong', 'right']) {
      const answer = await view(slug, password);
      expect(answer.status).toBe(429);
      expect(answer.body).toMatchObject({ code: 'note.locked', locked_until: expect.any(String) });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(14 * 60);
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
    }
    expect((await meta(slug)).status).toBe(200);
  });

  it('opens to the right password when the lock is over', async () => {
    const { slug } = await createNote(world().core.http, { password: 'right' });
    await guessWrong(slug, 10);
    await world().database.query('UPDATE note SET locked_until = clock_timestamp() WHERE slug = $1', [slug]);
    expect((await view(slug, 'right')).status).toBe(200);
  });

  it('gives ten new tries when the lock is over, and when ten minutes have passed', async () => {
    const locked = await createNote(world().core.http, { password: 'right' });
    await guessWrong(locked.slug, 10);
    await world().database.query(
      `UPDATE note SET locked_until = clock_timestamp(), wrong_since = wrong_since - interval '15 min' WHERE slug = $1`,
      [locked.slug],
    );
    expect((await view(locked.slug, 'wrong')).body).toMatchObject({ tries_left: 9 });
    const slow = await createNote(world().core.http, { password: 'right' });
    await guessWrong(slow.slug, 5);
    await world().database.query(
      `UPDATE note SET wrong_since = wrong_since - interval '10 min' WHERE slug = $1`,
      [slow.slug],
    );
    expect((await view(slow.slug, 'wrong')).body).toMatchObject({ tries_left: 9 });
  });

  it('counts wrong access proofs of sealed notes too', async () => {
    const { slug, accessProof } = await createSealedNote(world().core.http, 'sealed');
    for (let left = 9; left >= 0; left -= 1) {
      expect((await view(slug, randomKey())).body).toMatchObject({ tries_left: left });
    }
    expect((await view(slug, accessProof)).status).toBe(429);
  });
});
