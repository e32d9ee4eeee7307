import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { seal } from '#libs/note-crypto';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, createdNoteOf, inHours } from '../../testing/test-actions.js';
import { chargedBytes } from '../quotas/note-cost.js';
import { Author } from '../testing/author.js';

const CONTENT = 'a'.repeat(1_000);
/** Two notes of CONTENT, which are stored with an IV and a tag. */
const DAILY_BYTES = 2 * chargedBytes(1_028);
const app = await createTestApp({
  environment: { RATELIMIT_ENABLED: 'true', NOTE_DAILY_BYTES: String(DAILY_BYTES) },
});
afterAll(() => app.close());

const newAuthor = async () => new Author(app, await app.signedIn());

describe('PATCH /note/{slug}', () => {
  it('replaces the content of an unread note', async () => {
    const author = await newAuthor();
    const note = await author.create();
    expect((await author.edit(note.slug, 'changed')).status).toBe(200);
    expect((await app.read(note)).body).toMatchObject({ content: 'changed' });
  });

  it('replaces the envelope of a sealed note, and neither seals nor unseals a note', async () => {
    const author = await newAuthor();
    const plain = await author.create({ content: 'plain' });
    const first = await seal('first');
    const sealed = await author.create({ content: first.envelope, password: first.accessProof });
    const { envelope } = await seal('second', { password: 'human' });
    expect(await author.edit(plain.slug, envelope)).toMatchObject({ status: 400, code: 'note.seal_changed' });
    expect(await author.edit(sealed.slug, 'x')).toMatchObject({ status: 400, code: 'note.seal_changed' });
    expect((await app.meta(sealed)).body).toMatchObject({ has_password: false });
    expect((await author.edit(sealed.slug, envelope)).status).toBe(200);
    expect((await app.meta(sealed)).body).toMatchObject({ has_password: true });
    expect((await app.view(sealed, first.accessProof)).body).toMatchObject({ content: envelope });
  });

  it('returns 409 for a read note, and 404 for an expired one', async () => {
    const author = await newAuthor();
    const [read, expired] = [await author.create(), await author.create({ expires_at: inHours(1) })];
    await app.read(read);
    await app.expire(expired);
    expect(await author.edit(read.slug, 'x')).toMatchObject({ status: 409, code: 'note.already_read' });
    expect(await author.edit(expired.slug, 'x')).toMatchObject({ status: 404, code: 'note.expired' });
  });

  it('is a conflict if a read overtakes it, and refunds the daily quota', async () => {
    const author = await newAuthor();
    const { slug } = await author.create({ content: CONTENT });
    const reader = new Client({ connectionString: app.database.url });
    await reader.connect();
    await reader.query('BEGIN');
    await reader.query('UPDATE note SET read_at = clock_timestamp() WHERE slug = $1', [slug]);
    const editing = author.edit(slug, CONTENT);
    await expect
      .poll(() =>
        app.database.query(
          "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
        ),
      )
      .toHaveLength(1);
    await reader.query('COMMIT');
    await reader.end();
    expect(await editing).toMatchObject({ status: 409, code: 'note.already_read' });
    createdNoteOf(await app.http.post(at('/note'), { content: CONTENT }, author.request));
    expect(await app.http.post(at('/note'), { content: CONTENT }, author.request)).toMatchObject({
      code: 'note.daily_limit',
    });
  });
});

describe('PATCH /note/{slug}/expires', () => {
  it('changes the expiry and the reusability, each alone', async () => {
    const author = await newAuthor();
    const note = await author.create();
    const expiresAt = inHours(5);
    expect((await author.changeExpiry(note.slug, { expires_at: expiresAt })).status).toBe(200);
    expect((await app.meta(note)).body).toMatchObject({
      expires_at: expiresAt,
      keep_before_expiration: false,
    });
    expect((await author.changeExpiry(note.slug, { keep_before_expiration: true })).status).toBe(200);
    expect((await app.meta(note)).body).toMatchObject({
      expires_at: expiresAt,
      keep_before_expiration: true,
    });
  });

  it('takes a lifetime in seconds from now, by the clock of PostgreSQL', async () => {
    const author = await newAuthor();
    const note = await author.create();
    expect((await author.changeExpiry(note.slug, { expires_in: 3_600 })).status).toBe(200);
    const [row] = await app.database.query(
      'SELECT extract(epoch FROM expires_at - clock_timestamp())::float8 AS seconds, sweep_at FROM note WHERE slug = $1',
      [note.slug],
    );
    expect(row?.['seconds']).toBeGreaterThan(3_500);
    expect(row?.['seconds']).toBeLessThanOrEqual(3_600);
    const reusable = { expires_in: 60, keep_before_expiration: true };
    expect((await author.changeExpiry(note.slug, reusable)).status).toBe(200);
    for (const never of [{ expires_in: null }, { expires_at: null }]) {
      expect(await author.changeExpiry(note.slug, never)).toMatchObject({ code: 'note.keep_without_expiry' });
      const change = { ...never, keep_before_expiration: false };
      expect((await author.changeExpiry(note.slug, change)).status).toBe(200);
      expect((await app.meta(note)).body).not.toHaveProperty('expires_at');
      expect((await author.changeExpiry(note.slug, reusable)).status).toBe(200);
    }
  });

  it('rejects a past expiry, and a reusable note without an expiry', async () => {
    const author = await newAuthor();
    const { slug } = await author.create();
    expect(await author.changeExpiry(slug, { expires_at: inHours(-1) })).toMatchObject({
      status: 410,
      body: { code: 'note.expired' },
    });
    expect(await author.changeExpiry(slug, { keep_before_expiration: true })).toMatchObject({
      status: 400,
      code: 'note.keep_without_expiry',
    });
  });

  it('returns 404 for a read note', async () => {
    const author = await newAuthor();
    const note = await author.create();
    await app.read(note);
    expect(await author.changeExpiry(note.slug, { expires_at: inHours(1) })).toMatchObject({
      status: 404,
      code: 'note.already_read',
    });
  });
});

describe('PATCH /note/{slug}/password', () => {
  it('sets another password and resets the wrong attempts', async () => {
    const author = await newAuthor();
    const note = await author.create({ password: 'first' });
    for (let attempt = 0; attempt < 10; attempt += 1) await app.view(note, 'wrong');
    expect((await app.view(note, 'first')).status).toBe(429);
    expect((await author.changePassword(note.slug, 'second')).status).toBe(200);
    expect((await app.view(note, 'first')).body).toMatchObject({ tries_left: 9 });
    expect((await app.view(note, 'second')).status).toBe(200);
  });

  it('rejects a missing password, a sealed note and a read note', async () => {
    const author = await newAuthor();
    const { envelope, accessProof } = await seal('sealed');
    const sealed = await author.create({ content: envelope, password: accessProof });
    const read = await author.create();
    await app.read(read);
    expect(await author.changePassword(sealed.slug, '')).toMatchObject({ code: 'note.password_missing' });
    expect(await author.changePassword(sealed.slug, 'x')).toMatchObject({ status: 400, code: 'note.sealed' });
    expect(await author.changePassword(read.slug, 'x')).toMatchObject({
      status: 404,
      code: 'note.already_read',
    });
  });
});
