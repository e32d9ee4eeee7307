import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import type { TestResponse } from '../../testing/http-client.js';
import { inHours, noteAt, randomKey } from '../../testing/test-actions.js';
import { Author, slugsOf } from '../testing/author.js';

const app = await createTestApp();
afterAll(() => app.close());

const newAuthor = async () => new Author(app, await app.signedIn());

describe('the notes of another author', () => {
  const actions: [string, (author: Author, slug: string) => Promise<TestResponse>, number, number][] = [
    ['edit', (author, slug) => author.edit(slug, 'changed'), 200, 401],
    ['expiry', (author, slug) => author.changeExpiry(slug, { expires_at: inHours(3) }), 200, 401],
    ['password', (author, slug) => author.changePassword(slug, 'new'), 200, 401],
    // Without an Authorization header, DELETE requires a receipt.
    ['deletion', (author, slug) => author.delete(slug), 204, 404],
  ];
  const stored = (slug: string) =>
    app.database.query(
      'SELECT note.*, key_id, content FROM note JOIN note_payload ON note_id = note.id WHERE slug = $1',
      [slug],
    );
  const anonymous = new Author(app, {});

  it.each(actions)('are reported as not found: %s', async (_name, act, done, withoutSession) => {
    const [owner, other] = [await newAuthor(), await newAuthor()];
    const ownerless = await app.createNote();
    const { slug } = await owner.create({ expires_at: inHours(1) });
    const before = await stored(slug);
    const forStranger = await act(other, slug);
    const forNone = await act(other, randomKey());
    expect([forStranger.status, forNone.status]).toEqual([404, 404]);
    const { request_id: one, ...strangerBody } = Object(forStranger.body);
    const { request_id: two, ...noneBody } = Object(forNone.body);
    expect([one === two, strangerBody]).toEqual([false, noneBody]);
    expect((await act(anonymous, slug)).status).toBe(withoutSession);
    expect((await act(owner, ownerless.slug)).status).toBe(404);
    expect(await stored(slug)).toEqual(before);
    expect(await stored(ownerless.slug)).toHaveLength(1);
    expect((await act(owner, slug)).status).toBe(done);
    expect(await stored(slug)).not.toEqual(before);
  });

  it('are in no list', async () => {
    const [owner, other] = [await newAuthor(), await newAuthor()];
    const { slug } = await owner.create();
    for (const which of ['', '/read', '/unread'] as const) {
      expect(slugsOf(await other.list(which, '?limit=200'))).not.toContain(slug);
      expect((await anonymous.list(which)).status).toBe(401);
    }
    expect(slugsOf(await owner.list())).toContain(slug);
  });

  it('are read once like any other note, and need the receipt for their status', async () => {
    const [owner, other] = [await newAuthor(), await newAuthor()];
    const note = await owner.create({ content: 'for a reader' });
    expect((await app.http.get(noteAt(note.slug, 'meta'), other.request)).status).toBe(200);
    expect((await app.http.get(noteAt(note.slug, 'receipt'), other.request)).status).toBe(404);
    expect((await app.http.get(noteAt(note.slug), other.request)).body).toMatchObject({
      content: 'for a reader',
    });
    expect(await app.http.get(noteAt(note.slug), owner.request)).toMatchObject({
      code: 'note.already_read',
    });
    expect((await app.receipt(note)).body).toMatchObject({ state: 'read' });
  });

  it('can be deleted by another session with the receipt only, and by no invalid session', async () => {
    const [owner, other] = [await newAuthor(), await newAuthor()];
    const { slug, receipt } = await owner.create();
    expect((await app.http.delete(noteAt(slug), other.request)).status).toBe(404);
    const invalid = { authorization: 'Bearer nonsense', 'x-receipt': receipt };
    expect((await app.http.delete(noteAt(slug), { headers: invalid })).status).toBe(401);
    expect(await stored(slug)).toHaveLength(1);
    const headers = { ...other.request.headers, 'x-receipt': receipt };
    expect((await app.http.delete(noteAt(slug), { headers })).status).toBe(204);
  });
});
