import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, inHours, randomKey } from '../../testing/test-actions.js';
import { Author } from '../testing/author.js';

const LABEL = 'door code for Ada 🚪';
const app = await createTestApp();
afterAll(() => app.close());

const newAuthor = async () => new Author(app, await app.signedIn());
const labelsOf = async (author: Author, which: '' | '/read' = '') =>
  [(await author.list(which)).body].flat().map((note) => Object(note).label);

describe('the label of a note', () => {
  it('is in the lists of its author, in every state of the note', async () => {
    const author = await newAuthor();
    const { envelope, accessProof } = await app.createSealedNote('sealed');
    await author.create({ label: LABEL, content: envelope, password: accessProof });
    await author.create({ label: LABEL, password: 'pw' });
    const expired = await author.create({ label: LABEL, expires_at: inHours(1) });
    await app.expire(expired);
    await author.create();
    await app.read(await author.create({ label: LABEL }));
    expect(await labelsOf(author)).toEqual([LABEL, undefined, LABEL, LABEL, LABEL]);
    expect(await labelsOf(author, '/read')).toEqual([LABEL]);
  });

  it('is shown to no reader', async () => {
    const author = await newAuthor();
    const note = await author.create({ label: LABEL });
    const seen = [await app.meta(note), await app.receipt(note), await app.read(note), await app.read(note)];
    for (const { text } of seen) expect(text).not.toContain('door code');
  });

  it('needs an account', async () => {
    const fields = { content: 'x', slug: randomKey(), label: LABEL };
    expect(await app.http.post(at('/note'), fields)).toMatchObject({
      status: 401,
      body: { code: 'note.label_needs_account', message: 'note: a label needs an account' },
    });
    expect((await app.read({ slug: fields.slug })).status).toBe(404);
  });

  it('is optional: nothing but white space is none, also without an account', async () => {
    const author = await newAuthor();
    for (const label of [null, '', '  ']) {
      await author.create({ label });
      await app.createNote({ label });
    }
    expect(await labelsOf(author)).toEqual([undefined, undefined, undefined]);
  });

  it('has at most 100 characters, also outside the BMP', async () => {
    const author = await newAuthor();
    for (const letter of ['a', 'é', '🦆']) {
      await author.create({ label: letter.repeat(100) });
      const tooLong = { content: 'x', label: letter.repeat(101) };
      expect(await app.http.post(at('/note'), tooLong, author.request)).toMatchObject({
        status: 400,
        body: { details: [{ path: 'label', message: 'must be at most 100 characters' }] },
      });
    }
    expect(await labelsOf(author)).toEqual(['🦆'.repeat(100), 'é'.repeat(100), 'a'.repeat(100)]);
  });
});

describe('PATCH /note/{slug} with a label', () => {
  it('sets, changes and removes it, and leaves the content', async () => {
    const author = await newAuthor();
    const note = await author.create({ content: 'unchanged' });
    for (const [label, listed] of [
      ['first', 'first'],
      [' second ', 'second'],
      [null, undefined],
      ['', undefined],
    ]) {
      expect((await author.change(note.slug, { label })).status).toBe(200);
      expect(await labelsOf(author)).toEqual([listed]);
    }
    expect((await app.read(note)).body).toMatchObject({ content: 'unchanged' });
  });

  it('changes content and label together, or neither', async () => {
    const author = await newAuthor();
    const [unread, read] = [await author.create({ label: 'old' }), await author.create({ label: 'old' })];
    await app.read(read);
    const change = { content: 'new', label: 'new' };
    expect((await author.change(unread.slug, change)).status).toBe(200);
    expect(await author.change(read.slug, change)).toMatchObject({ status: 409, code: 'note.already_read' });
    expect(await labelsOf(author)).toEqual(['old', 'new']);
    expect((await author.change(unread.slug, { content: 'newer' })).status).toBe(200);
    expect(await labelsOf(author)).toEqual(['old', 'new']);
    expect((await app.read(unread)).body).toMatchObject({ content: 'newer' });
  });

  it('changes that of a read or expired note, and of no other author or deleted note', async () => {
    const [author, other] = [await newAuthor(), await newAuthor()];
    const [read, expired] = [await author.create(), await author.create({ expires_at: inHours(1) })];
    await app.read(read);
    await app.expire(expired);
    for (const { slug } of [read, expired]) {
      expect((await author.change(slug, { label: 'late' })).status).toBe(200);
      expect(await other.change(slug, { label: 'of another author' })).toMatchObject({
        code: 'note.not_found',
      });
    }
    expect(await labelsOf(author)).toEqual(['late', 'late']);
    await author.delete(read.slug);
    expect(await author.change(read.slug, { label: 'later' })).toMatchObject({ code: 'note.not_found' });
  });

  it('rejects a change of nothing', async () => {
    const author = await newAuthor();
    const { slug } = await author.create();
    expect(await author.change(slug, {})).toMatchObject({ status: 400, code: 'note.content_empty' });
    expect(await author.change(slug, { content: '' })).toMatchObject({ code: 'note.content_empty' });
    expect(await author.change(slug, { content: null })).toMatchObject({ code: 'request.invalid' });
  });
});
