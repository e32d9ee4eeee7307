import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';
import { inHours, noteAt, randomKey, withKey } from '../testing/test-actions.js';

const app = await createTestApp();
const withoutLease = await createTestApp({ environment: { READ_LEASE: '0' } });
afterAll(async () => {
  await app.close();
  await withoutLease.close();
});

const payloads = async ({ slug }: { slug: string }, { database }: TestApp = app) =>
  (await database.query('SELECT 1 FROM note_payload JOIN note ON note.id = note_id WHERE slug = $1', [slug]))
    .length;
const acknowledge = ({ slug }: { slug: string }, key: string) =>
  app.http.post(noteAt(slug, 'ack'), undefined, withKey(key));
const endLease = ({ slug }: { slug: string }) =>
  app.database.query(
    'UPDATE note SET lease_until = clock_timestamp(), sweep_at = clock_timestamp() WHERE slug = $1',
    [slug],
  );

describe('read key', () => {
  it('gives its reader the same response again within the lease, and nobody else the note', async () => {
    const note = await app.createNote();
    const key = randomKey();
    const first = await app.read(note, key);
    expect(first.status).toBe(200);
    expect(await app.read(note, randomKey())).toMatchObject({ code: 'note.already_read' });
    expect(await app.read(note)).toMatchObject({ code: 'note.already_read' });
    expect(await app.read(note, key)).toMatchObject({ status: 200, body: first.body });
  });

  it('is valid for READ_LEASE after the first read, which a repeated read does not extend', async () => {
    const note = await app.createNote();
    const key = randomKey();
    const lease = () =>
      app.database.query(
        'SELECT lease_until, extract(epoch FROM lease_until - read_at)::int AS seconds FROM note WHERE slug = $1',
        [note.slug],
      );
    await app.read(note, key);
    const before = await lease();
    await app.read(note, key);
    expect(before).toMatchObject([{ seconds: 60 }]);
    expect(await lease()).toEqual(before);
  });

  it('is rejected once the lease has expired', async () => {
    const note = await app.createNote();
    const key = randomKey();
    await app.read(note, key);
    await endLease(note);
    const late = await app.read(note, key);
    expect(late).toMatchObject({ status: 404, body: { code: 'note.already_read', content: '' } });
  });

  it('works after the note expired within the lease', async () => {
    const note = await app.createNote({ expires_at: inHours(1) });
    const key = randomKey();
    await app.read(note, key);
    await app.database.query('UPDATE note SET expires_at = clock_timestamp() WHERE slug = $1', [note.slug]);
    expect((await app.read(note, key)).status).toBe(200);
    expect((await app.read(note, randomKey())).status).toBe(410);
  });

  it('works with a password and with an access proof', async () => {
    const plain = await app.createNote({ password: 'pw' });
    const sealed = await app.createSealedNote('sealed');
    for (const [slug, password] of [
      [plain.slug, 'pw'],
      [sealed.slug, sealed.accessProof],
    ] as const) {
      const key = randomKey();
      const view = (given: string) => app.http.post(noteAt(slug, 'view'), { password: given }, withKey(key));
      const first = await view(password);
      expect(first.status).toBe(200);
      expect((await view(password)).body).toEqual(first.body);
      expect((await view(randomKey())).status).toBe(404);
    }
  });

  it('is rejected if malformed, and the note stays unread', async () => {
    const note = await app.createNote();
    expect(await app.read(note, 'guessable')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', details: [{ path: 'Idempotency-Key' }] },
    });
    expect((await app.read(note, randomKey())).status).toBe(200);
  });
});

describe('acknowledgement of a read', () => {
  it('erases the content for good, and only its reader can send it', async () => {
    const note = await app.createNote();
    const key = randomKey();
    await app.read(note, key);
    expect(await payloads(note)).toBe(1);
    expect((await acknowledge(note, randomKey())).status).toBe(404);
    expect((await app.http.post(noteAt(note.slug, 'ack'), undefined)).status).toBe(404);
    expect(await payloads(note)).toBe(1);
    expect(await acknowledge(note, key)).toMatchObject({ status: 204, text: '' });
    expect(await payloads(note)).toBe(0);
    expect(await app.read(note, key)).toMatchObject({ code: 'note.already_read' });
  });

  it('succeeds however often it is sent, also after the lease', async () => {
    const note = await app.createNote();
    const key = randomKey();
    await app.read(note, key);
    await endLease(note);
    for (let repeat = 0; repeat < 3; repeat += 1) expect((await acknowledge(note, key)).status).toBe(204);
    expect(await acknowledge({ slug: 'unknown' }, key)).toMatchObject({ code: 'note.not_found' });
  });

  it('leaves an unread note alone', async () => {
    const note = await app.createNote();
    expect((await acknowledge(note, randomKey())).status).toBe(404);
    expect((await app.read(note)).status).toBe(200);
  });
});

describe('erasure', () => {
  it('happens at once if the reader has no key and cannot return', async () => {
    const note = await app.createNote();
    await app.read(note);
    expect(await payloads(note)).toBe(0);
  });

  it('happens in the background after the lease or the expiry; tombstones stay for 30 days', async () => {
    const leased = await app.createNote();
    const expired = await app.createNote({ expires_at: inHours(1) });
    const old = await app.createNote();
    await app.read(old);
    await app.database.query('UPDATE note SET sweep_at = clock_timestamp() WHERE slug = $1', [old.slug]);
    const untouched = await app.createNote({ expires_at: inHours(1) });
    await app.read(leased, randomKey());
    await endLease(leased);
    await app.database.query(
      'UPDATE note SET expires_at = clock_timestamp(), sweep_at = clock_timestamp() WHERE slug = $1',
      [expired.slug],
    );
    for (const note of [leased, expired]) {
      await expect.poll(() => payloads(note)).toBe(0);
      expect(
        await app.database.query(
          'SELECT extract(day FROM sweep_at - clock_timestamp())::int AS days FROM note WHERE slug = $1',
          [note.slug],
        ),
      ).toEqual([{ days: 29 }]);
    }
    expect(await app.read(leased, randomKey())).toMatchObject({ code: 'note.already_read' });
    expect(await app.read(expired, randomKey())).toMatchObject({ code: 'note.expired' });
    expect(await payloads(untouched)).toBe(1);
    await expect.poll(() => app.read(old, randomKey())).toMatchObject({ code: 'note.not_found' });
  });

  it('happens at the first read with READ_LEASE=0, so the key cannot repeat it', async () => {
    const note = await withoutLease.createNote();
    const key = randomKey();
    expect((await withoutLease.read(note, key)).status).toBe(200);
    expect(await payloads(note, withoutLease)).toBe(0);
    expect(await withoutLease.read(note, key)).toMatchObject({ code: 'note.already_read' });
    expect((await withoutLease.http.post(noteAt(note.slug, 'ack'), undefined, withKey(key))).status).toBe(
      204,
    );
    expect((await withoutLease.http.get('/api/v1/instance')).body).toMatchObject({ read_lease_seconds: 0 });
  });
});
