import { afterAll, describe, expect, it } from 'vitest';
import { hashToken } from '#libs/encryption';
import { seal } from '#libs/note-crypto';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectOneWinner } from '../../testing/one-winner.js';
import { at, createdNoteOf, inHours, randomKey, tally, withKey } from '../../testing/test-actions.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PAST = '2020-01-01T00:00:00Z';

const app = await createTestApp({ environment: { NOTE_MAX_BYTES: '4096' } });
afterAll(() => app.close());

const createWith = (key: string, fields: object) => app.http.post(at('/note'), fields, withKey(key));
const countNotes = async () => (await app.database.query('SELECT FROM note')).length;
const create = (fields: object) => app.http.post(at('/note'), fields);

describe('POST /note', () => {
  it('returns 201 with exactly a slug, a receipt of 256 bits and the expiry', async () => {
    expect(await create({ content: 'hello' })).toMatchObject({ status: 201 });
    expect((await create({ content: 'hello' })).body).toEqual({
      slug: expect.stringMatching(UUID_V4),
      receipt: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      expires_at: expect.any(String),
    });
  });

  it.each([{}, { slug: null }, { slug: '' }])('generates a UUIDv4 slug for %j', async (fields) => {
    expect((await create({ content: 'x', ...fields })).body).toMatchObject({
      slug: expect.stringMatching(UUID_V4),
    });
  });

  it('accepts a custom link of up to 255 characters', async () => {
    const slug = `own_slug-${'A'.repeat(246)}`;
    expect((await create({ content: 'x', slug })).body).toMatchObject({ slug });
    expect((await app.read({ slug })).body).toMatchObject({ slug, content: 'x' });
  });

  it('accepts null for every optional field', async () => {
    const fields = {
      slug: null,
      password: null,
      link_proof: null,
      keep_before_expiration: null,
      label: null,
    };
    expect((await create({ content: 'x', ...fields, expires_at: null })).status).toBe(201);
    expect((await create({ content: 'x', ...fields, expires_in: null })).status).toBe(201);
  });

  it.each([{}, { content: '' }])('reports missing content for %j', async (fields) => {
    expect(await create(fields)).toMatchObject({
      status: 400,
      body: { code: 'note.content_empty', message: 'note: content is empty' },
    });
  });

  it.each([
    [
      'empty content first',
      { content: '', slug: 'bad slug!' },
      400,
      'note.content_empty',
      'content is empty',
    ],
    [
      'an invalid slug before a past expiry',
      { content: 'x', slug: 'bad slug!', expires_at: PAST },
      400,
      'note.slug_invalid',
      'slug is invalid',
    ],
    [
      'a slug of 256 characters',
      { content: 'x', slug: 'a'.repeat(256) },
      400,
      'note.slug_invalid',
      'slug is invalid',
    ],
    [
      'a past expiry',
      { content: 'x', expires_at: PAST, keep_before_expiration: true },
      410,
      'note.expired',
      'expired',
    ],
    [
      'a past expiry before a reserved slug',
      { content: 'x', slug: 'read', expires_at: PAST },
      410,
      'note.expired',
      'expired',
    ],
    [
      'a reusable note without an expiry before a reserved slug',
      { content: 'x', slug: 'read', keep_before_expiration: true },
      400,
      'note.keep_without_expiry',
      'cannot be kept before expiration if expiration time is not provided',
    ],
    ['a reserved slug', { content: 'x', slug: 'unread' }, 400, 'note.slug_taken', 'slug is already in use'],
  ])('rejects %s', async (_name, fields, status, code, message) => {
    expect(await create(fields)).toMatchObject({ status, body: { code, message: `note: ${message}` } });
  });

  it('rejects a past expiry before a slug in use', async () => {
    const { slug } = await app.createNote();
    expect(await create({ content: 'x', slug, expires_at: PAST })).toMatchObject({ code: 'note.expired' });
    expect(await create({ content: 'x', slug })).toMatchObject({
      status: 400,
      body: { code: 'note.slug_taken', message: 'note: slug is already in use' },
    });
  });

  it('gives a slug to exactly one of 32 parallel requests', async () => {
    await expectOneWinner(32, () => create({ content: 'x', slug: 'wanted' }), { won: 201, lost: 400 });
  });

  it('accepts NOTE_MAX_BYTES of UTF-8 and returns 413 above it', async () => {
    expect((await create({ content: 'é'.repeat(2_048) })).status).toBe(201);
    expect(await create({ content: `${'é'.repeat(2_048)}!` })).toMatchObject({
      status: 413,
      body: { code: 'request.too_large', max_bytes: 4_096 },
    });
  });

  it('stores a link proof as its hash, and rejects that of a plain note', async () => {
    const { envelope, accessProof, linkProof } = await seal('sealed');
    const note = await app.createNote({ content: envelope, password: accessProof, link_proof: linkProof });
    expect(await app.row(note)).toMatchObject({ link_hash: hashToken(linkProof) });
    expect(await create({ content: 'plain', link_proof: linkProof })).toMatchObject({
      status: 400,
      code: 'note.proof_malformed',
    });
    for (const link_proof of ['', 'short', `${linkProof}A`, `${linkProof.slice(1)}+`]) {
      expect(await create({ content: envelope, password: accessProof, link_proof })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', details: [{ path: 'link_proof' }] },
      });
    }
  });

  it('rejects a sealed note without an access proof, which its slug alone could burn', async () => {
    const { envelope } = await app.createSealedNote('sealed');
    for (const password of [undefined, null, '', 'correct horse']) {
      expect(await create({ content: envelope, password })).toMatchObject({
        status: 400,
        code: 'note.proof_malformed',
      });
    }
  });

  it('rejects an envelope of an unknown version', async () => {
    const { envelope } = await app.createSealedNote('sealed');
    const content = envelope.replace(/^onasty1/, 'onasty2');
    expect(await create({ content, password: randomKey() })).toMatchObject({
      status: 400,
      code: 'note.envelope_unsupported',
    });
  });

  it.each([
    ['text that resembles an envelope', 'onasty1.not.an.envelope'],
    [
      'every script, control characters and line ends',
      'Ünïcödé 𝔘𝔫𝔦 🦆 مرحبا \u202e \u0001\t\r\n "\\" </script>',
    ],
  ])('stores %s unchanged as a plain note', async (_name, content) => {
    const note = await app.createNote({ content });
    expect((await app.read(note)).body).toMatchObject({ content, has_password: false });
  });
});

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
