import { describe, expect, it } from 'vitest';
import { createNote, createSealedNote, inHours, noteAt, randomKey } from '../support/notes.js';
import { until } from '../support/until.js';
import { useCore, type World } from '../support/world.js';

const withKey = (key: string) => ({ headers: { 'idempotency-key': key } });

const payloads = async ({ database }: World, slug: string) =>
  (await database.query('SELECT 1 FROM note_payload JOIN note ON note.id = note_id WHERE slug = $1', [slug]))
    .length;

describe('reading with an Idempotency-Key', () => {
  const world = useCore();
  const read = (slug: string, key: string) => world().core.http.get(noteAt(slug), withKey(key));
  const acknowledge = (slug: string, key: string) =>
    world().core.http.post(noteAt(slug, 'ack'), undefined, withKey(key));
  const endLease = (slug: string) =>
    world().database.query(
      'UPDATE note SET lease_until = clock_timestamp(), sweep_at = clock_timestamp() WHERE slug = $1',
      [slug],
    );

  it('gives the same answer to the same key within the lease, and nothing to anybody else', async () => {
    const { slug } = await createNote(world().core.http);
    const key = randomKey();
    const first = await read(slug, key);
    expect(first.status).toBe(200);
    expect((await read(slug, randomKey())).body).toMatchObject({ code: 'note.already_read' });
    expect((await world().core.http.get(noteAt(slug))).body).toMatchObject({ code: 'note.already_read' });
    const again = await read(slug, key);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('lasts READ_LEASE from the first read, and a repeated read does not stretch it', async () => {
    const { slug } = await createNote(world().core.http);
    const key = randomKey();
    const lease = () =>
      world().database.query(
        'SELECT lease_until, extract(epoch FROM lease_until - read_at)::int AS seconds FROM note WHERE slug = $1',
        [slug],
      );
    await read(slug, key);
    const before = await lease();
    await read(slug, key);
    expect(before).toMatchObject([{ seconds: 60 }]);
    expect(await lease()).toEqual(before);
  });

  it('gives nothing any more when the lease is over', async () => {
    const { slug } = await createNote(world().core.http);
    const key = randomKey();
    await read(slug, key);
    await endLease(slug);
    const late = await read(slug, key);
    expect(late.status).toBe(404);
    expect(late.body).toMatchObject({ code: 'note.already_read', content: '' });
  });

  it('still repeats the answer of a note that expired within the lease', async () => {
    const { slug } = await createNote(world().core.http, { expires_at: inHours(1) });
    const key = randomKey();
    await read(slug, key);
    await world().database.query('UPDATE note SET expires_at = clock_timestamp() WHERE slug = $1', [slug]);
    expect((await read(slug, key)).status).toBe(200);
    expect((await read(slug, randomKey())).status).toBe(410);
  });

  it('works for a password and for an access proof alike', async () => {
    const { http } = world().core;
    const plain = await createNote(http, { password: 'pw' });
    const sealed = await createSealedNote(http, 'sealed');
    for (const [slug, password] of [
      [plain.slug, 'pw'],
      [sealed.slug, sealed.accessProof],
    ] as const) {
      const key = randomKey();
      const view = (with_: string) => http.post(noteAt(slug, 'view'), { password: with_ }, withKey(key));
      const first = await view(password);
      expect(first.status).toBe(200);
      expect((await view(password)).body).toEqual(first.body);
      expect((await view(randomKey())).status).toBe(404);
    }
  });

  it('keeps the content until the ack of its reader erases it, then the key opens nothing', async () => {
    const { slug } = await createNote(world().core.http);
    const key = randomKey();
    await read(slug, key);
    expect(await payloads(world(), slug)).toBe(1);
    expect((await acknowledge(slug, randomKey())).status).toBe(404);
    expect((await world().core.http.post(noteAt(slug, 'ack'), undefined)).status).toBe(404);
    expect(await payloads(world(), slug)).toBe(1);
    const acknowledged = await acknowledge(slug, key);
    expect([acknowledged.status, acknowledged.text]).toEqual([204, '']);
    expect(await payloads(world(), slug)).toBe(0);
    expect((await read(slug, key)).body).toMatchObject({ code: 'note.already_read' });
  });

  it('answers 204 to the ack however often its reader sends it, also when the lease is over', async () => {
    const { slug } = await createNote(world().core.http);
    const key = randomKey();
    await read(slug, key);
    await endLease(slug);
    for (let repeat = 0; repeat < 3; repeat += 1) expect((await acknowledge(slug, key)).status).toBe(204);
    expect((await acknowledge('nobody-made-this', key)).body).toMatchObject({ code: 'note.not_found' });
  });

  it('lets no ack touch a note that was not read', async () => {
    const { slug } = await createNote(world().core.http);
    expect((await acknowledge(slug, randomKey())).status).toBe(404);
    expect((await world().core.http.get(noteAt(slug))).status).toBe(200);
  });

  it('erases at once when there is no key, since that reader can not come back', async () => {
    const { slug } = await createNote(world().core.http);
    await world().core.http.get(noteAt(slug));
    expect(await payloads(world(), slug)).toBe(0);
  });

  it('refuses a malformed key and leaves the note unread', async () => {
    const { slug } = await createNote(world().core.http);
    const answer = await read(slug, 'guessable');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', details: [{ path: 'Idempotency-Key' }] });
    expect((await read(slug, randomKey())).status).toBe(200);
  });

  it('is swept when the lease is over without an ack, or the note expired unread; the tombstone stays 30 days and is then forgotten', async () => {
    const leased = await createNote(world().core.http);
    const expired = await createNote(world().core.http, { expires_at: inHours(1) });
    const old = await createNote(world().core.http);
    await world().core.http.get(noteAt(old.slug));
    await world().database.query('UPDATE note SET sweep_at = clock_timestamp() WHERE slug = $1', [old.slug]);
    const untouched = await createNote(world().core.http, { expires_at: inHours(1) });
    await read(leased.slug, randomKey());
    await endLease(leased.slug);
    await world().database.query(
      'UPDATE note SET expires_at = clock_timestamp(), sweep_at = clock_timestamp() WHERE slug = $1',
      [expired.slug],
    );
    for (const { slug } of [leased, expired]) {
      await until('the content is erased', async () => (await payloads(world(), slug)) === 0);
      expect(
        await world().database.query(
          'SELECT extract(day FROM sweep_at - clock_timestamp())::int AS days FROM note WHERE slug = $1',
          [slug],
        ),
      ).toEqual([{ days: 29 }]);
    }
    expect((await read(leased.slug, randomKey())).body).toMatchObject({ code: 'note.already_read' });
    expect((await read(expired.slug, randomKey())).body).toMatchObject({ code: 'note.expired' });
    expect(await payloads(world(), untouched.slug)).toBe(1);
    expect((await read(old.slug, randomKey())).body).toMatchObject({ code: 'note.not_found' });
  });
});

describe('READ_LEASE=0', () => {
  const world = useCore({ READ_LEASE: '0' });

  it('erases with the read, and the same key gets nothing again', async () => {
    const { slug } = await createNote(world().core.http);
    const key = randomKey();
    expect((await world().core.http.get(noteAt(slug), withKey(key))).status).toBe(200);
    expect(await payloads(world(), slug)).toBe(0);
    expect((await world().core.http.get(noteAt(slug), withKey(key))).body).toMatchObject({
      code: 'note.already_read',
    });
    expect((await world().core.http.post(noteAt(slug, 'ack'), undefined, withKey(key))).status).toBe(204);
    expect((await world().core.http.get('/api/v1/instance')).body).toMatchObject({ read_lease_seconds: 0 });
  });
});
