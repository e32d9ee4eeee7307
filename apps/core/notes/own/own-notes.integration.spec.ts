import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import type { TestResponse } from '../../testing/http-client.js';
import { at, inHours, randomKey } from '../../testing/test-actions.js';
import { Author, slugsOf } from '../testing/author.js';

const app = await createTestApp();
afterAll(() => app.close());

const newAuthor = async () => new Author(app, await app.signedIn());
const nextPageOf = ({ headers }: TestResponse) =>
  /^<(\/api\/v1\/note[^>]*)>; rel="next"$/.exec(String(headers['link']))?.[1];
const profile = z.object({ notes_created: z.number() });
const createdBy = async ({ request }: Author) =>
  profile.parse((await app.http.get(at('/me'), request)).body).notes_created;

describe('a note created with an account', () => {
  it('counts once in the profile, also among parallel notes', async () => {
    const author = await newAuthor();
    await Promise.all(Array.from({ length: 24 }, () => author.create()));
    expect(await createdBy(author)).toBe(24);
    expect(slugsOf(await author.list())).toHaveLength(24);
  });

  it('does not count if it is rejected or repeated with its Idempotency-Key', async () => {
    const author = await newAuthor();
    const [slug, key] = [randomKey(), randomKey()];
    const headers = { ...author.request.headers, 'idempotency-key': key };
    const first = await app.createNote({ slug }, { headers });
    expect(await app.createNote({ slug }, { headers })).toEqual(first);
    expect((await app.http.post(at('/note'), { content: 'x', slug }, author.request)).status).toBe(400);
    const past = { content: 'x', expires_at: inHours(-1) };
    expect((await app.http.post(at('/note'), past, author.request)).status).toBe(410);
    expect(await createdBy(author)).toBe(1);
  });

  it('has a receipt that works without the account', async () => {
    const note = await (await newAuthor()).create();
    expect((await app.receipt(note)).body).toEqual({ state: 'unread' });
    expect((await app.deleteNote(note)).status).toBe(204);
  });

  it.each(['Bearer nonsense', 'Bearer ', 'Basic YTpi', 'nonsense', ''])(
    'is rejected instead of anonymous with the Authorization %j',
    async (authorization) => {
      const slug = randomKey();
      const response = await app.http.post(
        at('/note'),
        { content: 'x', slug },
        { headers: { authorization } },
      );
      expect(response).toMatchObject({ status: 401, body: { message: 'unauthorized' } });
      expect((await app.read({ slug })).status).toBe(404);
    },
  );

  it('has no author if it was created without an account', async () => {
    expect(await app.row(await app.createNote())).toMatchObject({ author_id: null });
  });

  it('is deleted with its account, also if it is created during the deletion', async () => {
    const account = await app.signedIn();
    const note = await app.createNote({}, account);
    const creations = Array.from({ length: 16 }, () =>
      app.http.post(at('/note'), { content: 'late' }, { headers: account.headers }),
    );
    const deletion = app.http.send('DELETE', at('/me'), {
      json: { password: account.password },
      headers: account.headers,
    });
    const statuses = (await Promise.all(creations)).map(({ status }) => status);
    expect((await deletion).status).toBe(204);
    expect(statuses.filter((status) => status !== 201 && status !== 401)).toEqual([]);
    expect((await app.read(note)).status).toBe(404);
    expect(
      await app.database.query(
        'SELECT FROM note WHERE author_id IS NOT NULL AND author_id NOT IN (SELECT id FROM user_account)',
      ),
    ).toEqual([]);
  });
});

describe('GET /note', () => {
  it('returns empty lists to a new author', async () => {
    const author = await newAuthor();
    for (const which of ['', '/read', '/unread'] as const) {
      const response = await author.list(which);
      expect([response.status, response.body, response.headers['link']]).toEqual([200, [], undefined]);
    }
  });

  it('lists notes by state, newest first, with content only of unread plain notes without a password', async () => {
    const author = await newAuthor();
    const [read, expired] = [await author.create(), await author.create({ expires_at: inHours(1) })];
    await app.read(read);
    await app.expire(expired);
    const protectedNote = await author.create({ content: 'behind a password', password: 'pw' });
    const { envelope, accessProof } = await app.createSealedNote('sealed');
    const sealed = await author.create({ content: envelope, password: accessProof });
    const deleted = await author.create();
    await author.delete(deleted.slug);
    const expiresAt = inHours(2);
    const reusable = await author.create({
      content: 'reusable',
      keep_before_expiration: true,
      expires_at: expiresAt,
    });
    await app.read(reusable);
    const plain = await author.create({ content: 'visible to its author' });
    await app.createNote({ content: 'anonymous' });
    await (await newAuthor()).create({ content: 'of another author' });

    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const bare = { content: '', keep_before_expiration: false, has_password: false, created_at: time };
    const unread = [
      { ...bare, slug: plain.slug, content: 'visible to its author' },
      {
        ...bare,
        slug: reusable.slug,
        content: 'reusable',
        keep_before_expiration: true,
        expires_at: expiresAt,
        reads: 1,
        last_read_at: time,
      },
      { ...bare, slug: sealed.slug, sealed: true },
      { ...bare, slug: protectedNote.slug, has_password: true },
      { ...bare, slug: expired.slug, expires_at: time },
    ];
    const alreadyRead = [{ ...bare, slug: read.slug, read_at: time }];
    expect((await author.list()).body).toEqual([...unread, ...alreadyRead]);
    expect((await author.list('/unread')).body).toEqual(unread);
    expect((await author.list('/read')).body).toEqual(alreadyRead);
    expect((await app.read(plain)).status).toBe(200);
  });

  it('returns 120 notes in pages without gaps or duplicates while new notes arrive', async () => {
    const author = await newAuthor();
    const created: string[] = [];
    for (let count = 0; count < 120; count += 1) created.unshift((await author.create()).slug);
    // Ten notes of the same instant, across a page boundary.
    await app.database.query(
      `UPDATE note SET created_at = (SELECT created_at FROM note WHERE slug = $1) WHERE slug = ANY ($2)`,
      [created[27], created.slice(23, 33)],
    );
    const found: string[] = [];
    let pages = 0;
    let path: string | undefined = at('/note/unread?limit=28');
    while (path !== undefined) {
      const response = await app.http.get(path, author.request);
      expect(response.status).toBe(200);
      found.push(...slugsOf(response));
      pages += 1;
      await author.create();
      path = nextPageOf(response);
    }
    expect(pages).toBe(5);
    expect(new Set(found).size).toBe(found.length);
    expect(found.toSorted()).toEqual(created.toSorted());
    expect(slugsOf(await author.list())).toHaveLength(50);
    expect(slugsOf(await author.list('', '?limit=200'))).toHaveLength(125);
  });

  it('ends a page early if its content is large, and links the next page', async () => {
    const author = await newAuthor();
    const created: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      created.unshift((await author.create({ content: 'x'.repeat(1_000_000) })).slug);
    }
    const first = await author.list();
    const second = await app.http.get(nextPageOf(first) ?? 'no next page', author.request);
    expect(slugsOf(first).length).toBeLessThan(7);
    expect([...slugsOf(first), ...slugsOf(second)]).toEqual(created);
    expect(nextPageOf(second)).toBeUndefined();
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=x',
    'limit=1.5',
    'limit=',
    'limit=1&limit=2',
    'cursor=',
    'cursor=x',
  ])('rejects %s', async (query) => {
    const response = await (await newAuthor()).list('', `?${query}`);
    expect(response).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
