import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signedIn } from '../support/accounts.js';
import type { TestResponse } from '../../apps/core/testing/http-client.js';
import { Author, slugsOf } from '../support/my-notes.js';
import { createNote, inHours, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';
import { seal } from '#libs/note-crypto';

const nextOf = ({ headers }: TestResponse) =>
  /^<(\/api\/v1\/note[^>]*)>; rel="next"$/.exec(String(headers.link))?.[1];

describe('the notes of an author', () => {
  const world = useCore();
  const http = () => world().core.http;
  const newAuthor = async () => new Author(http(), await signedIn(world()));
  const expire = (slug: string) =>
    world().database.query(
      `UPDATE note SET expires_at = clock_timestamp() - interval '1 second' WHERE slug = $1`,
      [slug],
    );
  const created = async ({ question }: Author) => {
    const { body } = await http().get('/api/v1/me', question);
    return z.object({ notes_created: z.number() }).parse(body).notes_created;
  };

  describe('when they are made', () => {
    it('are counted, each once, also when many are made at once', async () => {
      const author = await newAuthor();
      await Promise.all(Array.from({ length: 24 }, () => author.create()));
      expect(await created(author)).toBe(24);
      expect(slugsOf(await author.list())).toHaveLength(24);
    });

    it('are not counted when they are refused, or come again with the same key', async () => {
      const author = await newAuthor();
      const [slug, key] = [randomKey(), randomKey()];
      const headers = { ...author.question.headers, 'idempotency-key': key };
      const first = await createNote(http(), { slug }, { headers });
      expect(await createNote(http(), { slug }, { headers })).toEqual(first);
      expect((await http().post('/api/v1/note', { content: 'x', slug }, author.question)).status).toBe(400);
      const past = { content: 'x', expires_at: inHours(-1) };
      expect((await http().post('/api/v1/note', past, author.question)).status).toBe(410);
      expect(await created(author)).toBe(1);
    });

    it('have receipts, as all notes', async () => {
      const { slug, receipt } = await (await newAuthor()).create();
      const withReceipt = { headers: { 'x-receipt': receipt } };
      expect((await http().get(noteAt(slug, 'receipt'), withReceipt)).body).toEqual({ state: 'unread' });
      expect((await http().delete(noteAt(slug), withReceipt)).status).toBe(204);
    });

    it.each(['Bearer nonsense', 'Bearer ', 'Basic YTpi', 'nonsense', ''])(
      'with the Authorization %j are refused, not anonymous',
      async (authorization) => {
        const slug = randomKey();
        const question = { headers: { authorization } };
        const answer = await http().post('/api/v1/note', { content: 'x', slug }, question);
        expect([answer.status, answer.body]).toMatchObject([401, { message: 'unauthorized' }]);
        expect((await http().get(noteAt(slug))).status).toBe(404);
      },
    );

    it('belong to nobody without an account', async () => {
      const { slug } = await createNote(http());
      const rows = await world().database.query('SELECT author_id FROM note WHERE slug = $1', [slug]);
      expect(rows).toEqual([{ author_id: null }]);
    });

    it('are gone with their account, also those being made while it goes', async () => {
      const account = await signedIn(world());
      const author = new Author(http(), account);
      const { slug } = await author.create();
      const creations = Array.from({ length: 16 }, () =>
        http().post('/api/v1/note', { content: 'late' }, { headers: account.headers }),
      );
      const json = { password: account.password };
      const gone = http().send('DELETE', '/api/v1/me', { json, headers: account.headers });
      const statuses = (await Promise.all(creations)).map(({ status }) => status);
      expect((await gone).status).toBe(204);
      expect(statuses.filter((status) => status !== 201 && status !== 401)).toEqual([]);
      expect((await http().get(noteAt(slug))).status).toBe(404);
      expect(
        await world().database.query(
          'SELECT 1 FROM note WHERE author_id IS NOT NULL AND author_id NOT IN (SELECT id FROM user_account)',
        ),
      ).toEqual([]);
    });
  });

  describe('when they are listed', () => {
    it('are an empty array at first', async () => {
      const author = await newAuthor();
      for (const which of ['', '/read', '/unread'] as const) {
        const answer = await author.list(which);
        expect([answer.status, answer.body, answer.headers.link]).toEqual([200, [], undefined]);
      }
    });

    it('are in the lists where they belong, newest first, with content only where it may be shown', async () => {
      const author = await newAuthor();
      const [read, expired] = [await author.create(), await author.create({ expires_at: inHours(1) })];
      await http().get(noteAt(read.slug));
      await expire(expired.slug);
      const locked = await author.create({ content: 'behind a password', password: 'pw' });
      const { envelope, accessProof } = await seal('sealed');
      const sealed = await author.create({ content: envelope, password: accessProof });
      const deleted = await author.create();
      await author.delete(deleted.slug);
      const expiresAt = inHours(2);
      const kept = await author.create({
        content: 'kept',
        keep_before_expiration: true,
        expires_at: expiresAt,
      });
      const plain = await author.create({ content: 'for the author too' });
      await createNote(http(), { content: 'of nobody' });
      await (await newAuthor()).create({ content: 'of somebody else' });

      const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const bare = { content: '', keep_before_expiration: false, has_password: false, created_at: time };
      const unread = [
        { ...bare, slug: plain.slug, content: 'for the author too' },
        { ...bare, slug: kept.slug, content: 'kept', keep_before_expiration: true, expires_at: expiresAt },
        { ...bare, slug: sealed.slug, sealed: true },
        { ...bare, slug: locked.slug, has_password: true },
        { ...bare, slug: expired.slug, expires_at: time },
      ];
      const readOnes = [{ ...bare, slug: read.slug, read_at: time }];
      expect((await author.list()).body).toEqual([...unread, ...readOnes]);
      expect((await author.list('/unread')).body).toEqual(unread);
      expect((await author.list('/read')).body).toEqual(readOnes);
      expect((await http().get(noteAt(plain.slug))).status).toBe(200);
    });

    it('come in pages: 120 notes without a gap or twin, while new ones arrive', async () => {
      const author = await newAuthor();
      const made: string[] = [];
      for (let count = 0; count < 120; count += 1) made.unshift((await author.create()).slug);
      const author_id = `(SELECT author_id FROM note WHERE slug = '${made[0]}')`;
      // Ten notes of the same instant, across the border of two pages.
      await world().database.query(
        `UPDATE note SET created_at = (SELECT created_at FROM note WHERE slug = $1)
          WHERE author_id = ${author_id} AND slug = ANY ($2)`,
        [made[27], made.slice(23, 33)],
      );
      const found: string[] = [];
      let pages = 0;
      let path: string | undefined = '/api/v1/note/unread?limit=28';
      while (path !== undefined) {
        const answer = await http().get(path, author.question);
        expect(answer.status).toBe(200);
        found.push(...slugsOf(answer));
        pages += 1;
        await author.create();
        path = nextOf(answer);
      }
      expect(pages).toBe(5);
      expect(new Set(found).size).toBe(found.length);
      expect(found.toSorted()).toEqual(made.toSorted());
      expect(slugsOf(await author.list())).toHaveLength(50);
      expect(slugsOf(await author.list('', '?limit=200'))).toHaveLength(125);
    });

    it('end their page early when they are long, and name the next one', async () => {
      const author = await newAuthor();
      const made: string[] = [];
      for (let count = 0; count < 7; count += 1) {
        made.unshift((await author.create({ content: 'x'.repeat(1_000_000) })).slug);
      }
      const first = await author.list();
      const second = await http().get(nextOf(first) ?? 'no next page', author.question);
      expect([slugsOf(first).length < 7, [...slugsOf(first), ...slugsOf(second)]]).toEqual([true, made]);
      expect(nextOf(second)).toBeUndefined();
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
    ])('refuse %s', async (query) => {
      const answer = await (await newAuthor()).list('', `?${query}`);
      expect([answer.status, answer.body]).toMatchObject([400, { code: 'request.invalid' }]);
    });
  });
});
