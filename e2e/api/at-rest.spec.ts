import { describe, expect, it } from 'vitest';
import { Core } from '../support/core.js';
import { createNote, createSealedNote, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

const TEXT = 'the launch code is 0000';
const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;

const hexOf = (text: string) => Buffer.from(text).toString('hex');

describe('what is stored', () => {
  const world = useCore({ NOTE_ENCRYPTION_KEYS: key('old', 1) });
  /** Every row of every table, with bytes as hex, as a dump of the database would show them. */
  const dump = async () => {
    const rows = await world().database.query(
      'SELECT to_jsonb(n) AS note, to_jsonb(p) AS payload FROM note n LEFT JOIN note_payload p ON p.note_id = n.id',
    );
    return JSON.stringify(rows);
  };
  it('holds no text of a plain note, no password, no receipt and no key of a reader', async () => {
    const { http } = world().core;
    const readKey = randomKey();
    const { slug, receipt } = await createNote(http, { content: TEXT, password: 'open sesame' });
    await http.post(
      noteAt(slug, 'view'),
      { password: 'open sesame' },
      { headers: { 'idempotency-key': readKey } },
    );
    const stored = await dump();
    expect(stored).toContain(slug);
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    for (const secret of [TEXT, 'open sesame', receipt, readKey]) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(hexOf(secret));
    }
  });

  it('holds of a sealed note its ciphertext and no access proof', async () => {
    const { envelope, accessProof, linkSecret } = await createSealedNote(world().core.http, TEXT, 'human');
    const stored = await dump();
    expect(stored).toContain(hexOf(envelope));
    for (const secret of [TEXT, accessProof, linkSecret]) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(hexOf(secret));
    }
  });

  it('encrypts the same text differently each time', async () => {
    await createNote(world().core.http, { content: 'same' });
    await createNote(world().core.http, { content: 'same' });
    const [row] = await world().database.query(
      `SELECT count(*)::int - count(DISTINCT content)::int AS twins FROM note_payload`,
    );
    expect(row).toEqual({ twins: 0 });
  });

  it('is refused when it was moved to another note', async () => {
    const [one, other] = [await createNote(world().core.http), await createNote(world().core.http)];
    await world().database.query(
      `UPDATE note_payload SET content = (SELECT content FROM note_payload p JOIN note n ON n.id = p.note_id WHERE slug = $1)
        WHERE note_id = (SELECT id FROM note WHERE slug = $2)`,
      [one.slug, other.slug],
    );
    const answer = await world().core.http.get(noteAt(other.slug));
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      message: 'internal error',
      code: 'internal',
      request_id: expect.any(String),
    });
  });

  it('opens after a rotation: the new key encrypts, the old one still decrypts', async () => {
    const before = await createNote(world().core.http, { content: 'before' });
    const rotated = await Core.start(world().database.url, {
      NOTE_ENCRYPTION_KEYS: `${key('new', 2)},${key('old', 1)}`,
    });
    try {
      const after = await createNote(rotated.http, { content: 'after' });
      expect(
        await world().database.query(
          'SELECT key_id FROM note_payload JOIN note ON id = note_id WHERE slug = $1',
          [after.slug],
        ),
      ).toEqual([{ key_id: 'new' }]);
      expect((await rotated.http.get(noteAt(before.slug))).body).toMatchObject({ content: 'before' });
      expect((await rotated.http.get(noteAt(after.slug))).body).toMatchObject({ content: 'after' });
    } finally {
      await rotated.stop();
    }
  });

  it('is not burnt by a reader when its key was taken off the ring by mistake', async () => {
    const { slug } = await createNote(world().core.http, { content: 'still here' });
    const keyless = await Core.start(world().database.url, { NOTE_ENCRYPTION_KEYS: key('other', 3) });
    try {
      expect(await keyless.http.get(noteAt(slug))).toMatchObject({ status: 500, body: { code: 'internal' } });
    } finally {
      await keyless.stop();
    }
    expect((await world().core.http.get(noteAt(slug))).body).toMatchObject({ content: 'still here' });
  });
});
