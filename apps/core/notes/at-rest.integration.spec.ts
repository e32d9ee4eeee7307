import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';
import { at, randomKey, withKey } from '../testing/test-actions.js';

const TEXT = 'the launch code is 0000';
const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const hexOf = (text: string) => Buffer.from(text).toString('hex');

const withKeys = (NOTE_ENCRYPTION_KEYS: string, app?: TestApp) =>
  createTestApp({ environment: { NOTE_ENCRYPTION_KEYS }, ...(app && { database: app.database }) });

const app = await withKeys(key('old', 1));
const rotated = await withKeys(`${key('new', 2)},${key('old', 1)}`, app);
const keyless = await withKeys(key('other', 3), app);
afterAll(async () => {
  await keyless.close();
  await rotated.close();
  await app.close();
});

/** Every row of the tables of notes, with bytes as hex, as in a dump of the database. */
async function dump(): Promise<string> {
  const rows = await app.database.query(
    'SELECT to_jsonb(n) AS note, to_jsonb(p) AS payload FROM note n LEFT JOIN note_payload p ON p.note_id = n.id',
  );
  return JSON.stringify(rows);
}

function expectNoneIn(stored: string, secrets: string[]): void {
  for (const secret of secrets) {
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(hexOf(secret));
  }
}

describe('the database', () => {
  it('holds no text, password, receipt or read key of a plain note', async () => {
    const readKey = randomKey();
    const note = await app.createNote({ content: TEXT, password: 'open sesame' });
    await app.view(note, 'open sesame', readKey);
    const stored = await dump();
    expect(stored).toContain(note.slug);
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expectNoneIn(stored, [TEXT, 'open sesame', note.receipt, readKey]);
  });

  it('holds no label, and none that was moved to another note or in place of the content', async () => {
    const account = await app.signedIn();
    const [one, other] = [
      await app.createNote({ label: 'door code', content: TEXT }, account),
      await app.createNote({ label: 'other' }, account),
    ];
    expectNoneIn(await dump(), ['door code']);
    const listed = async () => (await app.http.get(at('/note'), account)).body;
    const [own, damaged] = [{ slug: one.slug, label: 'door code', content: TEXT }, { slug: other.slug }];
    expect(await listed()).toMatchObject([{ ...damaged, label: 'other' }, own]);
    const move = 'UPDATE note SET label = (SELECT label FROM note WHERE slug = $1) WHERE slug = $2';
    await app.database.query(move, [one.slug, other.slug]);
    expect(await listed()).toMatchObject([damaged, own]);
    expect(await listed()).not.toMatchObject([{ label: expect.anything() }, {}]);
    await app.database.query(
      `UPDATE note SET label = (SELECT content FROM note_payload WHERE note_id = note.id) WHERE author_id IS NOT NULL`,
    );
    expect(await listed()).toMatchObject([damaged, { slug: one.slug, content: TEXT }]);
    expect(JSON.stringify(await listed())).not.toContain('"label"');
  });

  it('holds no hash of a request that would confirm a guess of its text', async () => {
    const createKey = randomKey();
    await app.http.post(at('/note'), { content: '1234' }, withKey(createKey));
    const hashes = [createHash('sha256').update('1234'), createHash('sha256').update(createKey)];
    expectNoneIn(await dump(), [...hashes.map((hash) => hash.digest('hex')), createKey]);
  });

  it('holds the ciphertext of a sealed note, and none of its proofs and secrets', async () => {
    const { envelope, accessProof, linkProof, linkSecret } = await app.createSealedNote(TEXT, 'human');
    const stored = await dump();
    expect(stored).toContain(hexOf(envelope));
    expectNoneIn(stored, [TEXT, accessProof, linkProof, linkSecret]);
  });

  it('holds a different ciphertext for each note of the same text', async () => {
    await app.createNote({ content: 'same' });
    await app.createNote({ content: 'same' });
    const [row] = await app.database.query(
      'SELECT count(*)::int - count(DISTINCT content)::int AS duplicates FROM note_payload',
    );
    expect(row).toEqual({ duplicates: 0 });
  });
});

describe('a stored plain note', () => {
  it('is listed without its content if that is damaged, beside the others', async () => {
    const account = await app.signedIn();
    const damaged = await app.createNote({ content: TEXT }, account);
    const intact = await app.createNote({ content: 'intact' }, account);
    const { id } = await app.row(damaged);
    await app.database.query(`UPDATE note_payload SET content = content || '\\x00' WHERE note_id = $1`, [id]);
    expect(await app.http.get(at('/note'), account)).toMatchObject({
      status: 200,
      body: [
        { slug: intact.slug, content: 'intact' },
        { slug: damaged.slug, content: '' },
      ],
    });
  });

  it('is not returned if its content was moved to another note', async () => {
    const [one, other] = [await app.createNote(), await app.createNote()];
    await app.database.query(
      `UPDATE note_payload SET content = (SELECT content FROM note_payload p JOIN note n ON n.id = p.note_id WHERE slug = $1)
        WHERE note_id = (SELECT id FROM note WHERE slug = $2)`,
      [one.slug, other.slug],
    );
    expect(await app.read(other)).toMatchObject({ status: 503, code: 'keys.wrong' });
    expect(await app.row(other)).toMatchObject({ read_at: null });
  });

  it('can be read after a key rotation, and the new key encrypts new notes', async () => {
    const before = await app.createNote({ content: 'before' });
    const after = await rotated.createNote({ content: 'after' });
    const { id } = await app.row(after);
    expect(await app.database.query('SELECT key_id FROM note_payload WHERE note_id = $1', [id])).toEqual([
      { key_id: 'new' },
    ]);
    expect((await rotated.read(before)).body).toMatchObject({ content: 'before' });
    expect((await rotated.read(after)).body).toMatchObject({ content: 'after' });
  });

  it('is not burnt if the key ring lacks its key', async () => {
    const note = await app.createNote({ content: 'still here' });
    expect(await keyless.read(note)).toMatchObject({ status: 503, code: 'keys.wrong' });
    expect((await app.read(note)).body).toMatchObject({ content: 'still here' });
  });
});
