import { describe, expect, it } from 'vitest';
import { createNote, createSealedNote, inHours, noteAt, randomKey } from '../support/notes.js';
import { expectOneWinner } from '../../apps/core/testing/one-winner.js';
import { useCore } from '../support/world.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PAST = '2020-01-01T00:00:00Z';

describe('creating a note', () => {
  const world = useCore({ NOTE_MAX_BYTES: '4096' });
  const create = (fields: object) => world().core.http.post('/api/v1/note', fields);

  it('answers 201 with a slug and a receipt of 256 bits, and nothing else', async () => {
    const answer = await create({ content: 'hello' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      slug: expect.stringMatching(UUID_V4),
      receipt: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    });
  });

  it.each([
    ['without a slug', {}],
    ['with slug null', { slug: null }],
    ['with an empty slug', { slug: '' }],
  ])('makes a UUIDv4 slug %s', async (_name, fields) => {
    expect((await create({ content: 'x', ...fields })).body).toMatchObject({
      slug: expect.stringMatching(UUID_V4),
    });
  });

  it('takes an own slug of up to 255 characters', async () => {
    const slug = `own_slug-${'A'.repeat(246)}`;
    expect((await create({ content: 'x', slug })).body).toMatchObject({ slug });
    expect((await world().core.http.get(noteAt(slug))).body).toMatchObject({ slug, content: 'x' });
  });

  it('takes null for every optional field and ignores unknown ones', async () => {
    const fields = { password: null, keep_before_expiration: null, expires_at: null, color: 'red' };
    expect((await create({ content: 'x', ...fields })).status).toBe(201);
  });

  it.each([
    [
      'empty content',
      { content: '', slug: 'bad slug!' },
      400,
      'note.content_empty',
      'note: content is empty',
    ],
    [
      'a bad slug',
      { content: 'x', slug: 'bad slug!', expires_at: PAST },
      400,
      'note.slug_invalid',
      'note: slug is invalid',
    ],
    [
      'a slug of 256 characters',
      { content: 'x', slug: 'a'.repeat(256) },
      400,
      'note.slug_invalid',
      'note: slug is invalid',
    ],
    [
      'a past time',
      { content: 'x', expires_at: PAST, keep_before_expiration: true },
      410,
      'note.expired',
      'note: expired',
    ],
    [
      'a past time and a reserved slug',
      { content: 'x', slug: 'read', expires_at: PAST },
      410,
      'note.expired',
      'note: expired',
    ],
    [
      'keeping without a time',
      { content: 'x', slug: 'read', keep_before_expiration: true },
      400,
      'note.keep_without_expiry',
      'note: cannot be kept before expiration if expiration time is not provided',
    ],
    [
      'a slug that is a route',
      { content: 'x', slug: 'unread' },
      400,
      'note.slug_taken',
      'note: slug is already in use',
    ],
  ])('refuses %s, in the order of the contract', async (_name, fields, status, code, message) => {
    const answer = await create(fields);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, message });
  });

  it('checks the time before the slug of another note', async () => {
    const { slug } = await createNote(world().core.http);
    expect((await create({ content: 'x', slug, expires_at: PAST })).body).toMatchObject({
      code: 'note.expired',
    });
    const taken = await create({ content: 'x', slug });
    expect(taken.status).toBe(400);
    expect(taken.body).toMatchObject({ code: 'note.slug_taken', message: 'note: slug is already in use' });
  });

  it('gives a slug that many want at once to one of them', async () => {
    await expectOneWinner(32, () => create({ content: 'x', slug: 'wanted' }), { won: 201, lost: 400 });
  });

  it('takes content up to NOTE_MAX_BYTES of UTF-8 and answers 413 above it', async () => {
    expect((await create({ content: 'é'.repeat(2_048) })).status).toBe(201);
    const tooLong = await create({ content: `${'é'.repeat(2_048)}!` });
    expect(tooLong.status).toBe(413);
    expect(tooLong.body).toMatchObject({ code: 'request.too_large', max_bytes: 4_096 });
  });

  it('reads 0001-01-01T00:00:00Z as never', async () => {
    const { slug } = await createNote(world().core.http, { expires_at: '0001-01-01T00:00:00Z' });
    expect((await world().core.http.get(noteAt(slug, 'meta'))).body).not.toHaveProperty('expires_at');
  });

  it('takes a time with an offset and answers it in UTC', async () => {
    const { slug } = await createNote(world().core.http, { expires_at: '2999-06-01T12:00:00+02:00' });
    expect((await world().core.http.get(noteAt(slug, 'meta'))).body).toMatchObject({
      expires_at: '2999-06-01T10:00:00.000Z',
    });
  });

  it('refuses a sealed note without an access proof, since its slug alone could burn it', async () => {
    const { envelope } = await createSealedNote(world().core.http, 'sealed');
    for (const password of [undefined, null, '', 'correct horse']) {
      const answer = await create({ content: envelope, password });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'note.proof_malformed' });
    }
  });

  it('refuses an envelope of a version it does not know', async () => {
    const { envelope } = await createSealedNote(world().core.http, 'sealed');
    const answer = await create({ content: envelope.replace(/^onasty1/, 'onasty2'), password: randomKey() });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'note.envelope_unsupported' });
  });

  it('keeps text that only looks like an envelope as a plain note', async () => {
    const content = 'onasty1.not.an.envelope';
    const { slug } = await createNote(world().core.http, { content });
    expect((await world().core.http.get(noteAt(slug))).body).toMatchObject({ content, has_password: false });
  });

  it('keeps text of every script, control characters and line ends as they are', async () => {
    const content = 'Ünïcödé 𝔘𝔫𝔦 🦆 مرحبا \u202e \u0001\t\r\n "\\" </script>';
    const { slug } = await createNote(world().core.http, { content });
    expect((await world().core.http.get(noteAt(slug))).body).toMatchObject({ content });
  });
});

describe('NOTE_MAX_TTL', () => {
  const world = useCore({ NOTE_MAX_TTL: '2h' });
  const lifeSeconds = async (slug: string) => {
    const [row] = await world().database.query(
      'SELECT extract(epoch FROM expires_at - created_at)::int AS life FROM note WHERE slug = $1',
      [slug],
    );
    return row;
  };

  it('caps notes that ask for longer or for ever, and leaves shorter ones', async () => {
    for (const expiresAt of [undefined, null, '0001-01-01T00:00:00Z', inHours(48)]) {
      const { slug } = await createNote(
        world().core.http,
        expiresAt === undefined ? {} : { expires_at: expiresAt },
      );
      expect(await lifeSeconds(slug)).toEqual({ life: 7_200 });
    }
    const { slug } = await createNote(world().core.http, { expires_at: inHours(1) });
    expect(await lifeSeconds(slug)).toEqual({ life: expect.closeTo(3_600, -1) });
  });

  it('is told to clients beforehand', async () => {
    expect((await world().core.http.get('/api/v1/instance')).body).toEqual({
      note_max_bytes: 1_048_576,
      note_max_ttl_seconds: 7_200,
      read_lease_seconds: 60,
    });
  });
});
