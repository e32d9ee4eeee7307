import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, inHours, noteAt, randomKey, withReceipt } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

describe('GET /note/{slug}/receipt', () => {
  it('reports an unread note any number of times without burning it', async () => {
    const expiresAt = inHours(1);
    const note = await app.createNote({ expires_at: expiresAt });
    for (let request = 0; request < 3; request += 1) {
      const response = await app.receipt(note);
      expect([response.status, response.body]).toEqual([200, { state: 'unread', expires_at: expiresAt }]);
    }
    expect((await app.read(note)).status).toBe(200);
  });

  it('reports a read note with its time, also after the note expired', async () => {
    const note = await app.createNote({ expires_at: inHours(1) });
    await app.read(note);
    const { read_at } = await app.row(note);
    const read = { state: 'read', ...JSON.parse(JSON.stringify({ read_at })) };
    expect((await app.receipt(note)).body).toMatchObject(read);
    await app.expire(note);
    expect((await app.receipt(note)).body).toMatchObject(read);
  });

  it('counts the reads of a reusable note, and a repeated read with the same key once', async () => {
    const note = await app.createNote({
      keep_before_expiration: true,
      expires_at: inHours(1),
      password: 'pw',
    });
    expect((await app.receipt(note)).body).toMatchObject({ state: 'unread', reads: 0 });
    expect((await app.receipt(note)).body).not.toHaveProperty('last_read_at');
    const keys = [randomKey(), randomKey()];
    for (const key of [...keys, ...keys, undefined, undefined])
      expect((await app.view(note, 'pw', key)).status).toBe(200);
    expect((await app.view(note, 'wrong')).status).toBe(404);
    const { last_read_at } = await app.row(note);
    const read = { state: 'unread', reads: 4, ...JSON.parse(JSON.stringify({ last_read_at })) };
    expect((await app.receipt(note)).body).toMatchObject(read);
    await app.view(note, 'pw', keys[0]);
    expect((await app.receipt(note)).body).toMatchObject(read);
    await app.expire(note);
    expect((await app.receipt(note)).body).toMatchObject({ ...read, state: 'expired' });
  });

  it('counts no reads of a note that can be read only once', async () => {
    const note = await app.createNote();
    await app.read(note);
    expect((await app.receipt(note)).body).not.toHaveProperty('reads');
  });

  it('reports an expired note', async () => {
    const note = await app.createNote({ expires_at: inHours(1) });
    await app.expire(note);
    expect((await app.receipt(note)).body).toMatchObject({
      state: 'expired',
      expires_at: expect.any(String),
    });
  });
});

describe('POST /note/receipts/status', () => {
  const statuses = (receipts: unknown) => app.http.post(at('/note/receipts/status'), { receipts });
  const held = ({ slug, receipt }: { slug: string; receipt: string }) => ({ slug, receipt });

  it('reports what the receipt of each note reports, in the order of the request', async () => {
    const notes = [];
    for (let index = 0; index < 4; index += 1) notes.push(await app.createNote({ expires_at: inHours(1) }));
    const [unread, read, expired, deleted] = notes;
    if (!unread || !read || !expired || !deleted) throw new Error('too few notes');
    const reusable = await app.createNote({ keep_before_expiration: true, expires_at: inHours(1) });
    await app.read(read);
    await app.expire(expired);
    await app.deleteNote(deleted);
    await app.read(reusable);
    const all = [deleted, reusable, unread, expired, read, unread];
    const expected = [];
    for (const note of all) expected.push({ slug: note.slug, ...Object((await app.receipt(note)).body) });
    expect(await statuses(all.map(held))).toMatchObject({ status: 200, body: expected });
    expect((await app.read(unread)).status).toBe(200);
  });

  it('reports unknown notes, wrong receipts and invalid slugs alike', async () => {
    const [one, other] = [await app.createNote(), await app.createNote()];
    const unknown = [
      { slug: 'unknown', receipt: randomKey() },
      { slug: one.slug, receipt: other.receipt },
      { slug: one.slug, receipt: '' },
      { slug: 'not a slug', receipt: one.receipt },
      { slug: '', receipt: one.receipt },
    ];
    const { body } = await statuses([...unknown, held(one)]);
    expect(body).toEqual([
      ...unknown.map(({ slug }) => ({ slug, state: 'unknown' })),
      { slug: one.slug, state: 'unread' },
    ]);
  });

  it('accepts 50 receipts', async () => {
    const note = held(await app.createNote());
    const { status, body } = await statuses(Array.from({ length: 50 }, () => note));
    expect([status, body]).toEqual([
      200,
      Array.from({ length: 50 }, () => ({ slug: note.slug, state: 'unread' })),
    ]);
  });

  const receipt = { slug: 'a-slug', receipt: randomKey() };
  it.each([
    ['no receipt', []],
    ['51 receipts', Array.from({ length: 51 }, () => receipt)],
    ['no list', receipt],
    ['an unknown field', [{ ...receipt, password: 'x' }]],
    ['a missing receipt', [{ slug: 'a-slug' }]],
    ['an overlong receipt', [{ ...receipt, receipt: 'A'.repeat(5_000) }]],
  ])('rejects %s', async (_, receipts) => {
    expect(await statuses(receipts)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});

describe('DELETE /note/{slug} with a receipt', () => {
  it('erases the content, hides the note and keeps its slug reserved', async () => {
    const note = await app.createNote({ slug: 'mine', content: 'first' });
    const { id } = await app.row(note);
    expect(await app.deleteNote(note)).toMatchObject({ status: 204, text: '' });
    expect(await app.read(note)).toMatchObject({ code: 'note.not_found' });
    expect(await app.meta(note)).toMatchObject({ code: 'note.not_found' });
    expect((await app.receipt(note)).body).toEqual({ state: 'deleted' });
    expect(await app.database.query('SELECT FROM note_payload WHERE note_id = $1', [id])).toEqual([]);
    expect(await app.http.post(at('/note'), { slug: 'mine', content: 'of a stranger' })).toMatchObject({
      code: 'note.slug_taken',
    });
  });

  it('succeeds however often it is sent, which does not prolong the reservation', async () => {
    const note = await app.createNote();
    await app.deleteNote(note);
    const before = await app.row(note);
    expect((await app.deleteNote(note)).status).toBe(204);
    expect(await app.row(note)).toEqual(before);
    await app.makeDue(note);
    await app.sweepNotes();
    await expect.poll(() => app.receipt(note)).toMatchObject({ code: 'note.not_found' });
  });

  it('hides a deleted note from every request that names its slug', async () => {
    const author = await app.signedIn();
    const own = await app.createNote({ slug: 'deleted-own' }, author);
    const key = randomKey();
    await app.read(own, key);
    await app.deleteNote(own);
    for (const response of [
      await app.read(own, key),
      await app.view(own, 'pw', key),
      await app.meta(own),
      await app.acknowledge(own, key),
      await app.http.patch(noteAt(own.slug), { content: 'again' }, author),
      await app.http.delete(noteAt(own.slug), author),
    ])
      expect(response).toMatchObject({ status: 404, code: 'note.not_found' });
    expect((await app.http.get(at('/note'), author)).body).toEqual([]);
  });

  it('accepts the receipt of an anonymous note from a signed-in sender, and rejects a stranger', async () => {
    const [author, stranger] = [await app.signedIn(), await app.signedIn()];
    const anonymous = await app.createNote();
    const headers = { ...author.headers, ...withReceipt(anonymous.receipt).headers };
    expect((await app.http.delete(noteAt(anonymous.slug), { headers })).status).toBe(204);
    const own = await app.createNote({}, author);
    expect((await app.http.delete(noteAt(own.slug), stranger)).status).toBe(404);
    const withWrongReceipt = { headers: { ...author.headers, ...withReceipt(randomKey()).headers } };
    expect((await app.http.delete(noteAt(own.slug), withWrongReceipt)).status).toBe(204);
  });

  it('deletes a sealed note, and a read note within its lease', async () => {
    const sealed = await app.createSealedNote('sealed');
    expect((await app.deleteNote(sealed)).status).toBe(204);
    const leased = await app.createNote();
    const key = randomKey();
    await app.read(leased, key);
    expect((await app.deleteNote(leased)).status).toBe(204);
    expect(await app.read(leased, key)).toMatchObject({ code: 'note.not_found' });
  });
});

describe('an invalid receipt', () => {
  it.each([
    ['missing', {}],
    ['empty', withReceipt('')],
    ['wrong', withReceipt(randomKey())],
    ['very long', withReceipt('A'.repeat(5_000))],
  ])('that is %s gets 404 and changes nothing', async (_name, request) => {
    const note = await app.createNote();
    for (const response of [
      await app.http.get(noteAt(note.slug, 'receipt'), request),
      await app.http.delete(noteAt(note.slug), request),
    ]) {
      expect(response).toMatchObject({
        status: 404,
        body: { code: 'note.not_found', message: 'note: not found' },
      });
    }
    expect((await app.read(note)).status).toBe(200);
  });

  it('of another note gets 404 and changes neither note', async () => {
    const [one, { receipt }] = [await app.createNote(), await app.createNote()];
    expect((await app.receipt({ ...one, receipt })).status).toBe(404);
    expect((await app.deleteNote({ ...one, receipt })).status).toBe(404);
    expect((await app.read(one)).status).toBe(200);
  });
});
