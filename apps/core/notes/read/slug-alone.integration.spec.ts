import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import { inHours, noteAt, randomKey, type NoteFields } from '../../testing/test-actions.js';

const app = await createTestApp();
afterAll(() => app.close());

type Kind = 'plain' | 'plain with a password' | 'sealed' | 'sealed with a password';
type Note = { slug: string; receipt: string };

const PASSWORD = 'correct horse';
const fields: NoteFields = { expires_at: inHours(1) };

const kinds: Record<Kind, { create: () => Promise<Note>; open: (note: Note) => Promise<void> }> = {
  plain: { create: () => app.createNote(fields), open: async (note) => void (await app.read(note)) },
  'plain with a password': {
    create: () => app.createNote({ ...fields, password: PASSWORD }),
    open: async (note) => void (await app.view(note, PASSWORD)),
  },
  sealed: sealedKind(),
  'sealed with a password': sealedKind(PASSWORD),
};

function sealedKind(password?: string) {
  const proofs = new Map<string, string>();
  return {
    create: async () => {
      const note = await app.createSealedNote('sealed', password);
      proofs.set(note.slug, note.accessProof);
      await app.database.query('UPDATE note SET expires_at = $2 WHERE slug = $1', [
        note.slug,
        fields.expires_at,
      ]);
      return note;
    },
    open: async (note: Note) => void (await app.view(note, proofs.get(note.slug))),
  };
}

/** Responses to a caller who has the slug, without statuses, request ids and messages. */
async function seenBySlug({ slug }: Note) {
  const responses = {
    read: await app.read({ slug }),
    view: await app.view({ slug }, randomKey(), randomKey(), randomKey()),
    meta: await app.meta({ slug }),
  };
  return Object.values(responses).map(({ body }) => {
    const { request_id: _id, message: _message, ...seen } = Object(body);
    return seen;
  });
}

const cases = Object.entries(kinds);

describe.each(cases)('a %s note reveals to the slug alone', (_, { create, open }) => {
  it('once it was read, when that was, by every route alike', async () => {
    const note = await create();
    await open(note);
    const { slug } = note;
    const { read_at, created_at, expires_at } = JSON.parse(JSON.stringify(await app.row(note)));
    const seen = { code: 'note.already_read', slug, content: '', read_at, created_at, expires_at };
    expect(await seenBySlug(note)).toEqual([seen, seen, seen]);
  });

  it('once it has expired, when that was, by every route alike', async () => {
    const note = await create();
    await app.expire(note);
    const { expires_at } = JSON.parse(JSON.stringify(await app.row(note)));
    const seen = { code: 'note.expired', expires_at };
    expect(await seenBySlug(note)).toEqual([seen, seen, seen]);
  });

  it('nothing once it was deleted', async () => {
    const note = await create();
    await open(note);
    await app.deleteNote(note);
    const seen = { code: 'note.not_found' };
    expect(await seenBySlug(note)).toEqual([seen, seen, seen]);
  });

  it('nothing where a receipt or a read key is required, whatever its state', async () => {
    const note = await create();
    const { slug } = note;
    const respond = async () => [
      await app.receipt({ slug, receipt: randomKey() }),
      await app.deleteNote({ slug, receipt: randomKey() }),
      await app.acknowledge({ slug }, randomKey()),
      await app.http.get(noteAt(slug, 'receipt')),
      await app.http.delete(noteAt(slug)),
    ];
    for (const change of [open, app.expire.bind(app), app.deleteNote.bind(app)]) {
      for (const response of await respond())
        expect(response).toMatchObject({ status: 404, code: 'note.not_found' });
      await change(note);
    }
  });
});
