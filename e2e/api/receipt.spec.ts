import { describe, expect, it } from 'vitest';
import { createNote, createSealedNote, inHours, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

const withReceipt = (receipt: string) => ({ headers: { 'x-receipt': receipt } });

describe('the receipt of a note', () => {
  const world = useCore();
  const ask = (slug: string, receipt: string) =>
    world().core.http.get(noteAt(slug, 'receipt'), withReceipt(receipt));
  const remove = (slug: string, receipt: string) =>
    world().core.http.delete(noteAt(slug), withReceipt(receipt));

  it('says unread, and burns nothing', async () => {
    const expiresAt = inHours(1);
    const { slug, receipt } = await createNote(world().core.http, { expires_at: expiresAt });
    for (let asked = 0; asked < 3; asked += 1) {
      const answer = await ask(slug, receipt);
      expect([answer.status, answer.body]).toEqual([200, { state: 'unread', expires_at: expiresAt }]);
    }
    expect((await world().core.http.get(noteAt(slug))).status).toBe(200);
  });

  it('says read and when, also when the note has expired since', async () => {
    const { slug, receipt } = await createNote(world().core.http, { expires_at: inHours(1) });
    await world().core.http.get(noteAt(slug));
    const [row] = await world().database.query('SELECT read_at FROM note WHERE slug = $1', [slug]);
    const read = { state: 'read', ...JSON.parse(JSON.stringify(row)) };
    expect((await ask(slug, receipt)).body).toMatchObject(read);
    await world().database.query('UPDATE note SET expires_at = clock_timestamp() WHERE slug = $1', [slug]);
    expect((await ask(slug, receipt)).body).toMatchObject(read);
  });

  it('says expired', async () => {
    const { slug, receipt } = await createNote(world().core.http, { expires_at: inHours(1) });
    await world().database.query('UPDATE note SET expires_at = clock_timestamp() WHERE slug = $1', [slug]);
    expect((await ask(slug, receipt)).body).toMatchObject({
      state: 'expired',
      expires_at: expect.any(String),
    });
  });

  it('deletes the note for good: 204, nobody can read it, its content is erased, the slug is free', async () => {
    const { http } = world().core;
    const { slug, receipt } = await createNote(http, { slug: 'mine', content: 'first' });
    const deleted = await remove(slug, receipt);
    expect([deleted.status, deleted.text]).toEqual([204, '']);
    expect((await http.get(noteAt(slug))).body).toMatchObject({ code: 'note.not_found' });
    expect((await http.get(noteAt(slug, 'meta'))).body).toMatchObject({ code: 'note.not_found' });
    expect((await ask(slug, receipt)).body).toEqual({ state: 'deleted' });
    expect(
      await world().database.query(
        'SELECT 1 FROM note_payload JOIN note ON note.id = note_id WHERE slug IS NULL',
      ),
    ).toEqual([]);
    const second = await createNote(http, { slug, content: 'second' });
    expect((await remove(slug, receipt)).status).toBe(204);
    expect((await ask(slug, second.receipt)).body).toEqual({ state: 'unread' });
    expect((await http.get(noteAt(slug))).body).toMatchObject({ content: 'second' });
  });

  it('deletes a sealed note, and one within its lease', async () => {
    const { http } = world().core;
    const sealed = await createSealedNote(http, 'sealed');
    expect((await remove(sealed.slug, sealed.receipt)).status).toBe(204);
    const leased = await createNote(http);
    const key = { headers: { 'idempotency-key': randomKey() } };
    await http.get(noteAt(leased.slug), key);
    expect((await remove(leased.slug, leased.receipt)).status).toBe(204);
    expect((await http.get(noteAt(leased.slug), key)).body).toMatchObject({ code: 'note.not_found' });
  });

  it.each([
    ['none', {}],
    ['an empty one', withReceipt('')],
    ['a wrong one', withReceipt(randomKey())],
    ['a very long one', withReceipt('A'.repeat(5_000))],
  ])('answers the same 404 to %s, and changes nothing', async (_name, question) => {
    const { slug } = await createNote(world().core.http);
    for (const answer of [
      await world().core.http.get(noteAt(slug, 'receipt'), question),
      await world().core.http.delete(noteAt(slug), question),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'note.not_found', message: 'note: not found' });
    }
    expect((await world().core.http.get(noteAt(slug))).status).toBe(200);
  });

  it('of one note says nothing about another', async () => {
    const [one, other] = [await createNote(world().core.http), await createNote(world().core.http)];
    expect((await ask(one.slug, other.receipt)).status).toBe(404);
    expect((await remove(one.slug, other.receipt)).status).toBe(404);
    expect((await world().core.http.get(noteAt(other.slug))).status).toBe(200);
  });
});
