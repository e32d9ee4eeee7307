import { beforeAll, describe, expect, it } from 'vitest';
import { signedIn } from '../support/accounts.js';
import type { TestResponse } from '../../apps/core/testing/http-client.js';
import { Author, slugsOf } from '../support/my-notes.js';
import { createNote, inHours, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

describe('the notes of an author, to anybody else,', () => {
  const world = useCore();
  const http = () => world().core.http;
  const nobody = () => new Author(http(), {});
  const row = (slug: string) =>
    world().database.query(
      'SELECT note.*, key_id, content FROM note JOIN note_payload ON note_id = note.id WHERE slug = $1',
      [slug],
    );
  let owner: Author;
  let other: Author;
  beforeAll(async () => {
    owner = new Author(http(), await signedIn(world()));
    other = new Author(http(), await signedIn(world()));
  });
  const actions: [string, (author: Author, slug: string) => Promise<TestResponse>, number][] = [
    ['edit', (author, slug) => author.edit(slug, 'changed'), 200],
    ['change of the expiry', (author, slug) => author.changeExpiry(slug, { expires_at: inHours(3) }), 200],
    ['change of the password', (author, slug) => author.changePassword(slug, 'new'), 200],
    ['deletion', (author, slug) => author.delete(slug), 204],
  ];

  it.each(actions)('are as good as none: the %s', async (name, act, done) => {
    const anonymous = await createNote(http());
    const { slug } = await owner.create({ expires_at: inHours(1) });
    const before = await row(slug);
    const forStranger = await act(other, slug);
    const forNone = await act(other, randomKey());
    expect([forStranger.status, forNone.status]).toEqual([404, 404]);
    const { request_id: one, ...strangerBody } = Object(forStranger.body);
    const { request_id: two, ...noneBody } = Object(forNone.body);
    expect([one === two, strangerBody]).toEqual([false, noneBody]);
    // Without an Authorization header, DELETE asks for a receipt.
    expect((await act(nobody(), slug)).status).toBe(name === 'deletion' ? 404 : 401);
    expect((await act(owner, anonymous.slug)).status).toBe(404);
    expect(await row(slug)).toEqual(before);
    expect(await row(anonymous.slug)).toHaveLength(1);
    expect((await act(owner, slug)).status).toBe(done);
    expect(await row(slug)).not.toEqual(before);
  });

  it('are in no list', async () => {
    const { slug } = await owner.create();
    for (const which of ['', '/read', '/unread'] as const) {
      expect(slugsOf(await other.list(which, '?limit=200'))).not.toContain(slug);
      expect((await nobody().list(which)).status).toBe(401);
    }
    expect(slugsOf(await owner.list())).toContain(slug);
  });

  it('are read as any note is, once, and their receipts work for whoever has them', async () => {
    const { slug, receipt } = await owner.create({ content: 'for a reader' });
    const withReceipt = { headers: { 'x-receipt': receipt } };
    expect((await http().get(noteAt(slug, 'meta'), other.question)).status).toBe(200);
    expect((await http().get(noteAt(slug, 'receipt'), other.question)).status).toBe(404);
    expect((await http().get(noteAt(slug), other.question)).body).toMatchObject({
      content: 'for a reader',
    });
    expect((await http().get(noteAt(slug), owner.question)).body).toMatchObject({
      code: 'note.already_read',
    });
    expect((await http().get(noteAt(slug, 'receipt'), withReceipt)).body).toMatchObject({ state: 'read' });
  });

  it('are deleted by their author or with their receipt, and not by a stranger who also sends it', async () => {
    const { slug, receipt } = await owner.create();
    const headers = { ...other.question.headers, 'x-receipt': receipt };
    expect((await http().delete(noteAt(slug), { headers })).status).toBe(404);
    const bad = { authorization: 'Bearer nonsense', 'x-receipt': receipt };
    expect((await http().delete(noteAt(slug), { headers: bad })).status).toBe(401);
    expect(await row(slug)).toHaveLength(1);
  });
});
