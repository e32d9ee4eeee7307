import { afterAll, describe, expect, it } from 'vitest';
import { hashToken } from '#libs/encryption';
import { seal } from '#libs/note-crypto';
import { createTestApp } from '../../testing/create-test-app.js';
import { expectOneWinner } from '../../testing/one-winner.js';
import { at, randomKey } from '../../testing/test-actions.js';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PAST = '2020-01-01T00:00:00Z';

const app = await createTestApp({ environment: { NOTE_MAX_BYTES: '4096' } });
afterAll(() => app.close());

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
