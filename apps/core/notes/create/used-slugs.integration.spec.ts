import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectOneWinner } from '../../testing/one-winner.js';
import {
  at,
  createdNoteOf,
  inHours,
  noteAt,
  randomKey,
  withKey,
  withReceipt,
  type CreatedNote,
} from '../../testing/test-actions.js';
import { Author } from '../testing/author.js';

const app = await createTestApp();
afterAll(() => app.close());

const TAKEN = { status: 400, code: 'note.slug_taken' };
const newAuthor = async () => new Author(app, await app.signedIn());
const claim = (slug: string, headers = {}, fields = {}) =>
  app.http.post(at('/note'), { content: 'later', slug, ...fields }, { headers });
const deleteAccount = (author: Author) =>
  app.http.delete(at('/me'), { ...author.request, json: { password: 'a calm river at dawn 7' } });

const ends: [string, (author: Author, note: CreatedNote) => Promise<unknown>][] = [
  ['is deleted by its author', (author, { slug }) => author.delete(slug)],
  ['is deleted with its receipt', (_author, note) => app.deleteNote(note)],
  ['is deleted with its account', deleteAccount],
  ['is read', (_author, note) => app.read(note)],
  [
    'is read and then deleted',
    async (author, note) => {
      await app.read(note);
      await author.delete(note.slug);
    },
  ],
  ['expires', (_author, note) => app.expire(note)],
  [
    'is read and its account deleted',
    async (author, note) => {
      await app.read(note);
      await deleteAccount(author);
    },
  ],
];

describe('the slug of a note', () => {
  it.each(ends)('stays reserved for 30 days once it %s', async (_name, end) => {
    const author = await newAuthor();
    const note = await author.create({ slug: randomKey(), expires_at: inHours(1) });
    await end(author, note);
    const stranger = await newAuthor();
    expect(await claim(note.slug)).toMatchObject(TAKEN);
    expect(await claim(note.slug, stranger.request.headers)).toMatchObject(TAKEN);
    expect(await claim(note.slug, withReceipt(randomKey()).headers)).toMatchObject(TAKEN);
    await app.sweepNotes();
    await expect.poll(() => app.isContentStored(note)).toBe(false);
    await app.makeDue(note);
    await app.sweepNotes();
    await expect.poll(async () => (await claim(note.slug)).status).toBe(201);
  });

  it.each(ends.slice(0, 3))('shows nothing of the note once it %s', async (_name, end) => {
    const author = await newAuthor();
    const note = await author.create({ password: 'pw', label: 'private' });
    await end(author, note);
    for (const response of [
      await app.read(note),
      await app.view(note, 'pw'),
      await app.view(note, 'wrong'),
      await app.meta(note),
      await app.acknowledge(note, randomKey()),
    ]) {
      expect(response).toMatchObject({ status: 404, code: 'note.not_found' });
    }
    expect((await app.receipt(note)).body).toMatchObject({ state: 'deleted' });
    expect(await app.row(note)).toMatchObject({ label: null, label_key_id: null });
  });

  it('can be used again by the author of the deleted note', async () => {
    const author = await newAuthor();
    const first = await author.create({ slug: randomKey() });
    await author.delete(first.slug);
    const second = createdNoteOf(await claim(first.slug, author.request.headers));
    expect((await app.receipt({ ...first })).body).toMatchObject({ state: 'deleted' });
    expect((await app.receipt(second)).body).toMatchObject({ state: 'unread' });
    expect((await app.read(second)).body).toMatchObject({ content: 'later' });
  });

  it('can be used again by the holder of the receipt, without an account', async () => {
    const first = await app.createNote({ slug: randomKey() });
    await app.deleteNote(first);
    const second = createdNoteOf(await claim(first.slug, withReceipt(first.receipt).headers));
    expect((await app.deleteNote(first)).status).toBe(204);
    expect((await app.read(second)).body).toMatchObject({ content: 'later' });
  });

  it('is not free for its author before the note is deleted', async () => {
    const author = await newAuthor();
    const note = await author.create({ slug: randomKey() });
    expect(await claim(note.slug, author.request.headers)).toMatchObject(TAKEN);
    expect(await claim(note.slug, withReceipt(note.receipt).headers)).toMatchObject(TAKEN);
    await app.read(note);
    expect(await claim(note.slug, author.request.headers)).toMatchObject(TAKEN);
  });

  it('stays reserved if the later note is rejected', async () => {
    const author = await newAuthor();
    const note = await author.create({ slug: randomKey() });
    await author.delete(note.slug);
    const past = { expires_at: inHours(-1) };
    expect((await claim(note.slug, author.request.headers, past)).status).toBe(410);
    expect(await claim(note.slug)).toMatchObject(TAKEN);
  });

  it('stays reserved if a deleted note is created again by a late retry', async () => {
    const author = await newAuthor();
    const [slug, key] = [randomKey(), withKey(randomKey()).headers];
    const headers = { ...author.request.headers, ...key };
    const first = createdNoteOf(await claim(slug, headers));
    await author.delete(slug);
    expect(createdNoteOf(await claim(slug, headers))).toEqual(first);
    expect(await app.read(first)).toMatchObject({ code: 'note.not_found' });
    expect(await claim(slug)).toMatchObject(TAKEN);
  });

  it('goes to exactly one of 16 parallel notes of its author, while strangers claim it too', async () => {
    const author = await newAuthor();
    const { slug } = await author.create({ slug: randomKey() });
    await author.delete(slug);
    const strangers = Promise.all(Array.from({ length: 16 }, () => claim(slug)));
    await expectOneWinner(16, () => claim(slug, author.request.headers), { won: 201, lost: 400 });
    for (const response of await strangers) expect(response).toMatchObject(TAKEN);
    expect(await app.http.get(noteAt(slug))).toMatchObject({ status: 200 });
  });
});
