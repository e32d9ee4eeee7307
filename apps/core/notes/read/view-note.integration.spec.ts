import { afterAll, describe, expect, it } from 'vitest';
import { deriveKeys, open } from '#libs/note-crypto';
import { PasswordHasher } from '../../passwords/password-hasher.js';
import { createTestApp } from '../../testing/create-test-app.js';
import { inHours } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

describe('POST /note/{slug}/view', () => {
  it('returns a note to the right password, once', async () => {
    const note = await app.createNote({ content: 'for you', password: 'pässwörd' });
    expect(await app.view(note, 'pässwörd')).toMatchObject({
      status: 200,
      body: { slug: note.slug, content: 'for you', has_password: true, keep_before_expiration: false },
    });
    expect(await app.view(note, 'pässwörd')).toMatchObject({
      status: 404,
      body: { code: 'note.already_read', slug: note.slug, content: '' },
    });
  });

  it('accepts a password in any Unicode normalisation form', async () => {
    const note = await app.createNote({ password: 'caf\u00e9' });
    expect((await app.view(note, 'cafe\u0301')).status).toBe(200);
  });

  it.each([
    ['leading and trailing spaces', 'correct horse', ' correct horse\u00a0'],
    ['a line feed', 'correct horse', 'correct horse\r\n'],
    ['invisible characters', 'correct horse', '\u200bcorrect horse\ufeff'],
    ['the spaces that it was created with', '\tcorrect horse ', 'correct horse'],
    ['white space as its only characters', '  ', '  '],
  ])('accepts a password with %s', async (_, created, entered) => {
    const note = await app.createNote({ password: created });
    expect((await app.view(note, entered)).status).toBe(200);
  });

  it('accepts a password that an earlier version stored with its white space', async () => {
    const note = await app.createNote({ password: 'replaced' });
    const passwordHash = await app.nest.get(PasswordHasher).hash(' spaces matter ');
    await app.database.query('UPDATE note SET password_hash = $2 WHERE slug = $1', [note.slug, passwordHash]);
    expect((await app.view(note, 'spaces matter')).body).toMatchObject({ tries_left: 9 });
    expect((await app.view(note, ' spaces matter ')).status).toBe(200);
  });

  it('accepts no password with white space inside it, and counts it once', async () => {
    const note = await app.createNote({ password: 'correct horse' });
    expect((await app.view(note, ' correct  horse ')).body).toMatchObject({ tries_left: 9 });
    expect((await app.view(note, 'correcthorse')).body).toMatchObject({ tries_left: 8 });
  });

  it('returns a sealed note to its access proof, and the link secret opens its envelope', async () => {
    const note = await app.createSealedNote('sealed text', 'human');
    expect(await app.view(note, 'human', undefined, note.linkProof)).toMatchObject({
      code: 'note.wrong_password',
    });
    expect(await app.view(note, note.accessProof)).toMatchObject({
      status: 200,
      body: { has_password: true, content: note.envelope },
    });
    expect(await open(note.envelope, await deriveKeys(note.linkSecret, 'human'))).toBe('sealed text');
  });

  it.each([undefined, null, ''])(
    'reads a note without a password as GET does, given %j',
    async (password) => {
      const note = await app.createNote();
      expect((await app.view(note, password)).status).toBe(200);
      expect(await app.view(note, password)).toMatchObject({ code: 'note.already_read' });
    },
  );

  it('rejects an empty password as GET does, and does not count it as an attempt', async () => {
    const note = await app.createNote({ password: 'pw' });
    expect(await app.view(note, '')).toMatchObject({ status: 404, code: 'note.not_found' });
    expect((await app.view(note, 'wrong')).body).toMatchObject({ tries_left: 9 });
  });

  it('returns a reusable note to every reader with the password', async () => {
    const note = await app.createNote({
      password: 'pw',
      keep_before_expiration: true,
      expires_at: inHours(1),
    });
    expect((await app.view(note, 'pw')).status).toBe(200);
    expect((await app.view(note, 'pw')).status).toBe(200);
    expect(await app.view(note, 'wrong')).toMatchObject({ code: 'note.wrong_password' });
  });

  it('returns 410 for an expired note and 404 for an unknown one, whatever the password', async () => {
    const note = await app.createNote({ password: 'pw', expires_at: inHours(1) });
    await app.expire(note);
    for (const password of ['pw', 'wrong']) {
      expect(await app.view(note, password)).toMatchObject({ status: 410, code: 'note.expired' });
    }
    expect(await app.view({ slug: 'unknown' }, 'pw')).toMatchObject({ code: 'note.not_found' });
  });
});
