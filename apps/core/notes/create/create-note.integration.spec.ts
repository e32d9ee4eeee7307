import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectOneWinner } from '../../testing/one-winner.js';
import { at, inHours, randomKey, withKey } from '../../testing/test-actions.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PAST = '2020-01-01T00:00:00Z';

const app = await createTestApp({ environment: { NOTE_MAX_BYTES: '4096' } });
const cappedApp = await createTestApp({ environment: { NOTE_MAX_TTL: '2h' } });
afterAll(async () => {
  await app.close();
  await cappedApp.close();
});

const createWith = (key: string, fields: object) => app.http.post(at('/note'), fields, withKey(key));
const countNotes = async () => (await app.database.query('SELECT FROM note')).length;
const create = (fields: object) => app.http.post(at('/note'), fields);

const lifetimeOf = async ({ slug }: { slug: string }) => {
  const [row] = await cappedApp.database.query(
    'SELECT extract(epoch FROM expires_at - created_at)::int AS seconds FROM note WHERE slug = $1',
    [slug],
  );
  return row;
};

describe('POST /note', () => {
  it('returns 201 with exactly a slug and a receipt of 256 bits', async () => {
    expect(await create({ content: 'hello' })).toMatchObject({ status: 201 });
    expect((await create({ content: 'hello' })).body).toEqual({
      slug: expect.stringMatching(UUID_V4),
      receipt: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
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

  it('accepts null for every optional field and ignores unknown fields', async () => {
    const fields = { password: null, keep_before_expiration: null, expires_at: null, color: 'red' };
    expect((await create({ content: 'x', ...fields })).status).toBe(201);
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

  it('treats 0001-01-01T00:00:00Z as no expiry', async () => {
    const note = await app.createNote({ expires_at: '0001-01-01T00:00:00Z' });
    expect((await app.meta(note)).body).not.toHaveProperty('expires_at');
  });

  it('accepts an expiry with an offset and returns it in UTC', async () => {
    const note = await app.createNote({ expires_at: '2999-06-01T12:00:00+02:00' });
    expect((await app.meta(note)).body).toMatchObject({ expires_at: '2999-06-01T10:00:00.000Z' });
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

  it('rejects a key that is not 43 characters of base64url', async () => {
    for (const key of ['', 'short', `${randomKey()}A`, `${randomKey().slice(1)}+`]) {
      expect(await createWith(key, { content: 'x' })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', details: [{ path: 'Idempotency-Key' }] },
      });
    }
  });
});

describe('NOTE_MAX_TTL', () => {
  it('shortens longer and endless lifetimes, and leaves shorter ones', async () => {
    const expiries = [
      {},
      { expires_at: null },
      { expires_at: '0001-01-01T00:00:00Z' },
      { expires_at: inHours(48) },
    ];
    for (const fields of expiries) {
      expect(await lifetimeOf(await cappedApp.createNote(fields))).toEqual({ seconds: 7_200 });
    }
    const short = await cappedApp.createNote({ expires_at: inHours(1) });
    expect(await lifetimeOf(short)).toEqual({ seconds: expect.closeTo(3_600, -1) });
  });

  it('is published at /instance with the other limits of notes', async () => {
    expect((await cappedApp.http.get(at('/instance'))).body).toEqual({
      note_max_bytes: 1_048_576,
      note_max_ttl_seconds: 7_200,
      read_lease_seconds: 60,
      version: expect.any(String),
    });
  });
});
