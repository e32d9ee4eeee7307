import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, inHours, randomKey } from '../../testing/test-actions.js';

const app = await createTestApp();
const withoutLease = await createTestApp({ environment: { READ_LEASE: '0' } });
afterAll(async () => {
  await app.close();
  await withoutLease.close();
});

describe('read key', () => {
  it('repeats the response to its reader within the lease, and to no other', async () => {
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
    await app.expireLease(note);
    const late = await app.read(note, key);
    expect(late).toMatchObject({ status: 404, body: { code: 'note.already_read', content: '' } });
  });

  it('works after the note expired within the lease', async () => {
    const note = await app.createNote({ expires_at: inHours(1) });
    const key = randomKey();
    await app.read(note, key);
    await app.expire(note);
    expect((await app.read(note, key)).status).toBe(200);
    expect((await app.read(note, randomKey())).status).toBe(410);
  });

  it('works with a password and with an access proof', async () => {
    const plain = await app.createNote({ password: 'pw' });
    const sealed = await app.createSealedNote('sealed');
    for (const [note, password] of [
      [plain, 'pw'],
      [sealed, sealed.accessProof],
    ] as const) {
      const key = randomKey();
      const first = await app.view(note, password, key);
      expect(first.status).toBe(200);
      expect((await app.view(note, password, key)).body).toEqual(first.body);
      expect((await app.view(note, randomKey(), key)).status).toBe(404);
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
    expect(await app.isContentStored(note)).toBe(true);
    expect((await app.acknowledge(note, randomKey())).status).toBe(404);
    expect((await app.acknowledge(note)).status).toBe(404);
    expect(await app.isContentStored(note)).toBe(true);
    expect(await app.acknowledge(note, key)).toMatchObject({ status: 204, text: '' });
    expect(await app.isContentStored(note)).toBe(false);
    expect(await app.read(note, key)).toMatchObject({ code: 'note.already_read' });
  });

  it('succeeds however often it is sent, also after the lease', async () => {
    const note = await app.createNote();
    const key = randomKey();
    await app.read(note, key);
    await app.expireLease(note);
    for (let repeat = 0; repeat < 3; repeat += 1) expect((await app.acknowledge(note, key)).status).toBe(204);
    expect(await app.acknowledge({ slug: 'unknown' }, key)).toMatchObject({ code: 'note.not_found' });
  });

  it('leaves an unread note alone', async () => {
    const note = await app.createNote();
    expect((await app.acknowledge(note, randomKey())).status).toBe(404);
    expect((await app.read(note)).status).toBe(200);
  });
});

describe('erasure of read content', () => {
  it('happens at once if the reader has no key and cannot return', async () => {
    const note = await app.createNote();
    await app.read(note);
    expect(await app.isContentStored(note)).toBe(false);
  });

  it('happens at the first read with READ_LEASE=0, so the key cannot repeat it', async () => {
    const note = await withoutLease.createNote();
    const key = randomKey();
    expect((await withoutLease.read(note, key)).status).toBe(200);
    expect(await withoutLease.isContentStored(note)).toBe(false);
    expect(await withoutLease.read(note, key)).toMatchObject({ code: 'note.already_read' });
    expect((await withoutLease.acknowledge(note, key)).status).toBe(204);
    expect((await withoutLease.http.get(at('/instance'))).body).toMatchObject({ read_lease_seconds: 0 });
  });
});
