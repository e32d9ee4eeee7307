import { describe, expect, it } from 'vitest';
import { at, signedIn } from '../support/accounts.js';
import { createdNote, createNote, noteAt, randomKey, tally } from '../support/notes.js';
import { useCore } from '../support/world.js';

const ROUNDS = 15;
const READERS = 8;

const withKey = () => ({ headers: { 'idempotency-key': randomKey() } });

describe('a note that changes at the instant when it is read', () => {
  const world = useCore({}, 2);
  const httpOf = (reader: number) => (world().cores[reader % 2] ?? world().core).http;
  const readers = (slug: string) => {
    const questions = Array.from({ length: READERS }, withKey);
    const read = () =>
      Promise.all(questions.map((question, reader) => httpOf(reader).get(noteAt(slug), question)));
    return { read };
  };

  it('has one reader or has expired, and whoever got it may ask again although it has', async () => {
    const endings = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { slug } = await createNote(world().core.http, { expires_at: '2999-01-01T00:00:00Z' });
      const { read } = readers(slug);
      const expiring = world().database.query(
        "UPDATE note SET expires_at = clock_timestamp() + random() * interval '10 ms' WHERE slug = $1",
        [slug],
      );
      const [answers] = await Promise.all([read(), expiring]);
      const { 200: won = 0, 'note.already_read': late = 0, 'note.expired': missed = 0 } = tally(answers);
      expect([won <= 1, won + late + missed]).toEqual([true, READERS]);
      expect((await read()).map(({ status }) => status === 200)).toEqual(
        answers.map(({ status }) => status === 200),
      );
      endings.add(won === 1 ? 'read' : 'expired');
    }
    expect([...endings]).toContain('read');
  });

  it('was read as it was before the edit, which is a conflict then, or as it is since', async () => {
    const author = await signedIn(world());
    for (let round = 0; round < ROUNDS; round += 1) {
      const { slug } = createdNote(await httpOf(0).post(at('/note'), { content: 'before' }, author));
      const editing = httpOf(round).send('PATCH', noteAt(slug), { ...author, json: { content: 'since' } });
      const [answers, edited] = await Promise.all([readers(slug).read(), editing]);
      expect(tally(answers)).toEqual({ 200: 1, 'note.already_read': READERS - 1 });
      const { content } = Object(answers.find(({ status }) => status === 200)?.body);
      expect([edited.status, content]).toEqual(edited.status === 200 ? [200, 'since'] : [409, 'before']);
    }
  });
});
