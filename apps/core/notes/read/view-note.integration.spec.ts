import { afterAll, describe, expect, it } from 'vitest';
import { deriveKeys, open } from '#libs/note-crypto';
import { createTestApp } from '../../testing/create-test-app.js';
import { inHours, randomKey } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

async function guess(note: { slug: string }, times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) await app.view(note, `wrong ${attempt}`);
}

const update = ({ slug }: { slug: string }, changes: string) =>
  app.database.query(`UPDATE note SET ${changes} WHERE slug = $1`, [slug]);

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

  it('returns a sealed note to its access proof, and the link secret opens its envelope', async () => {
    const note = await app.createSealedNote('sealed text', 'human');
    expect(await app.view(note, 'human')).toMatchObject({ code: 'note.wrong_password' });
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

describe('password lock of a note', () => {
  it('starts for 15 minutes at the tenth wrong password, and burns nothing', async () => {
    const note = await app.createNote({ password: 'right' });
    for (let left = 9; left >= 0; left -= 1) {
      const response = await app.view(note, 'wrong');
      expect(response).toMatchObject({
        status: 404,
        body: { code: 'note.wrong_password', message: 'note: not found', tries_left: left },
      });
      expect(response.text.includes('locked_until')).toBe(left === 0);
    }
    for (const password of ['wrong', 'right']) {
      const response = await app.view(note, password);
      expect(response).toMatchObject({
        status: 429,
        body: { code: 'note.locked', locked_until: expect.any(String) },
      });
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(14 * 60);
      expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
    }
    expect((await app.meta(note)).status).toBe(200);
  });

  it('also counts wrong access proofs of a sealed note', async () => {
    const note = await app.createSealedNote('sealed');
    for (let left = 9; left >= 0; left -= 1) {
      expect((await app.view(note, randomKey())).body).toMatchObject({ tries_left: left });
    }
    expect((await app.view(note, note.accessProof)).status).toBe(429);
  });

  it('ends by time, and then the right password opens the note', async () => {
    const note = await app.createNote({ password: 'right' });
    await guess(note, 10);
    await update(note, 'locked_until = clock_timestamp()');
    expect((await app.view(note, 'right')).status).toBe(200);
  });

  it('is followed by ten new attempts, as are ten minutes without a lock', async () => {
    const locked = await app.createNote({ password: 'right' });
    await guess(locked, 10);
    await update(locked, "locked_until = clock_timestamp(), wrong_since = wrong_since - interval '15 min'");
    expect((await app.view(locked, 'wrong')).body).toMatchObject({ tries_left: 9 });
    const slow = await app.createNote({ password: 'right' });
    await guess(slow, 5);
    await update(slow, "wrong_since = wrong_since - interval '10 min'");
    expect((await app.view(slow, 'wrong')).body).toMatchObject({ tries_left: 9 });
  });
});
