import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, createdNoteOf, inHours, randomKey, tally, withKey } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

const createWith = (key: string, fields: object) => app.http.post(at('/note'), fields, withKey(key));
const countNotes = async () => (await app.database.query('SELECT FROM note')).length;

describe('repeated POST /note with one Idempotency-Key', () => {
  it('returns the same slug and receipt, and stores one note', async () => {
    const before = await countNotes();
    const key = randomKey();
    const responses = await Promise.all(
      Array.from({ length: 16 }, () => createWith(key, { content: 'once' })),
    );
    responses.push(await createWith(key, { content: 'once' }));
    expect(new Set(responses.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(responses[0]?.status).toBe(201);
    expect(await countNotes()).toBe(before + 1);
  });

  it('returns the same note with a custom link and a password', async () => {
    const key = randomKey();
    const fields = { content: 'x', slug: 'mine', password: 'pw', expires_at: inHours(1) };
    const first = await createWith(key, fields);
    expect(first.status).toBe(201);
    expect((await createWith(key, fields)).body).toEqual(first.body);
  });

  it('returns the same note for fields in another order or spelling, and to another client', async () => {
    const key = randomKey();
    const first = await createWith(key, { content: 'x', slug: null, expires_at: '2999-01-01T00:00:00Z' });
    const again = { expires_at: '2999-01-01T01:00:00+01:00', password: '', content: 'x' };
    const author = await app.signedIn();
    const headers = { ...author.headers, ...withKey(key).headers };
    expect((await createWith(key, again)).body).toEqual(first.body);
    expect((await app.http.post(at('/note'), again, { headers })).body).toEqual(first.body);
  });

  it('returns the note also after it was read or deleted', async () => {
    const [key, fields] = [randomKey(), { content: 'x', expires_in: 60 }];
    const first = await createWith(key, fields);
    const note = createdNoteOf(first);
    await app.read(note);
    expect((await createWith(key, fields)).body).toEqual(first.body);
    await app.deleteNote(note);
    expect((await createWith(key, fields)).body).toEqual(first.body);
  });

  it.each([
    ['content', { content: 'y' }],
    ['slug', { slug: 'another' }],
    ['password', { password: 'other' }],
    ['no password', { password: null }],
    ['reusability', { keep_before_expiration: true }],
    ['lifetime', { expires_in: 61 }],
    ['expiry', { expires_in: undefined, expires_at: '2999-01-01T00:00:00Z' }],
    ['no expiry', { expires_in: undefined, expires_at: null }],
    ['the default expiry', { expires_in: undefined }],
  ])('rejects a request with another value of: %s', async (_name, change) => {
    const [key, before] = [randomKey(), await countNotes()];
    const fields = { content: 'x', password: 'pw', expires_in: 60 };
    const first = await createWith(key, fields);
    expect(await createWith(key, { ...fields, ...change })).toMatchObject({
      status: 422,
      body: { code: 'note.idempotency_key_reused', message: expect.stringContaining('Idempotency-Key') },
    });
    expect(await countNotes()).toBe(before + 1);
    expect((await createWith(key, fields)).body).toEqual(first.body);
  });

  it('stores exactly one of several different requests in parallel, and rejects the others', async () => {
    const [key, before] = [randomKey(), await countNotes()];
    const responses = await Promise.all(
      Array.from({ length: 16 }, (_, index) => createWith(key, { content: `text ${index}` })),
    );
    expect(tally(responses)).toEqual({ 201: 1, 'note.idempotency_key_reused': 15 });
    expect(await countNotes()).toBe(before + 1);
  });

  it('accepts any request for a note of a version that stored no request', async () => {
    const key = randomKey();
    const first = await createWith(key, { content: 'x' });
    await app.database.query('UPDATE note SET request_hash = NULL');
    expect((await createWith(key, { content: 'y' })).body).toEqual(first.body);
  });

  it('rejects a key that is not 43 characters of base64url', async () => {
    for (const key of ['', 'short', `${randomKey()}A`, `${randomKey().slice(1)}+`]) {
      expect(await createWith(key, { content: 'x' })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', details: [{ path: 'Idempotency-Key' }] },
      });
    }
  });
});
