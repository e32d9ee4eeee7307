import { describe, expect, it } from 'vitest';
import type { TestResponse, TestRequest } from '../../apps/core/testing/http-client.js';
import { createNote, createSealedNote, noteAt, randomKey, tally } from '../support/notes.js';
import { useCore } from '../support/world.js';

/** Readers, and how often they race. */
const CROWDS: [readers: number, rounds: number][] = [
  [64, 20],
  [256, 4],
];

const withOwnKey = () => ({ headers: { 'idempotency-key': randomKey() } });

/** How often each answer came over all rounds, and in how many rounds not exactly one reader won. */
const race = async (rounds: number, round: () => Promise<TestResponse[]>) => {
  const all: TestResponse[] = [];
  let roundsWithoutOneWinner = 0;
  for (let done = 0; done < rounds; done += 1) {
    const answers = await round();
    if (answers.filter(({ status }) => status === 200).length !== 1) roundsWithoutOneWinner += 1;
    all.push(...answers);
  }
  return { roundsWithoutOneWinner, ...tally(all) };
};

const oneWinner = (rounds: number, readers: number) => ({
  roundsWithoutOneWinner: 0,
  200: rounds,
  'note.already_read': rounds * (readers - 1),
});

/** Two processes on one database: what decides must be the database. */
describe('of many readers at the same instant', () => {
  const world = useCore({}, 2);
  const inParallel = (
    readers: number,
    path: string,
    json?: unknown,
    question: (reader: number) => TestRequest = () => ({}),
  ) =>
    Promise.all(
      Array.from({ length: readers }, (_, reader) => {
        const core = world().cores[reader % 2] ?? world().core;
        const method = json === undefined ? 'GET' : 'POST';
        return core.http.send(method, path, { ...question(reader), ...(json !== undefined && { json }) });
      }),
    );
  it.each(CROWDS)('exactly one of %i gets an open note, in %i rounds', async (readers, rounds) => {
    const result = await race(rounds, async () => {
      const { slug } = await createNote(world().core.http);
      return inParallel(readers, noteAt(slug));
    });
    expect(result).toEqual(oneWinner(rounds, readers));
  });

  it.each(CROWDS)('exactly one of %i gets a sealed note, in %i rounds', async (readers, rounds) => {
    const result = await race(rounds, async () => {
      const { slug, accessProof } = await createSealedNote(world().core.http, 'sealed');
      return inParallel(readers, noteAt(slug, 'view'), { password: accessProof }, withOwnKey);
    });
    expect(result).toEqual(oneWinner(rounds, readers));
  });

  it.each(CROWDS)('exactly one of %i gets a note with a password, in %i rounds', async (readers, rounds) => {
    const result = await race(rounds, async () => {
      const { slug } = await createNote(world().core.http, { password: 'correct horse' });
      return inParallel(readers, noteAt(slug, 'view'), { password: 'correct horse' });
    });
    expect(result).toEqual(oneWinner(rounds, readers));
  });

  it.each([
    ['open', () => createNote(world().core.http), undefined],
    ['with a password', () => createNote(world().core.http, { password: 'pw' }), { password: 'pw' }],
  ])(
    'of 32 keys one wins a note %s; its key works again within the lease, and not after',
    async (_name, create, json) => {
      const { slug } = await create();
      const path = json === undefined ? noteAt(slug) : noteAt(slug, 'view');
      const keys = Array.from({ length: 32 }, randomKey);
      const withKeyOf = (reader: number) => ({ headers: { 'idempotency-key': keys[reader] ?? '' } });
      const first = await inParallel(32, path, json, withKeyOf);
      expect(tally(first)).toEqual({ 200: 1, 'note.already_read': 31 });
      const again = await inParallel(32, path, json, withKeyOf);
      expect(again.map(({ status }) => status)).toEqual(first.map(({ status }) => status));
      await world().database.query('UPDATE note SET lease_until = clock_timestamp() WHERE slug = $1', [slug]);
      expect(tally(await inParallel(32, path, json, withKeyOf))).toEqual({ 'note.already_read': 32 });
    },
  );

  it('all requests of one key are one reader', async () => {
    const { slug } = await createNote(world().core.http);
    const question = withOwnKey();
    expect(tally(await inParallel(64, noteAt(slug), undefined, () => question))).toEqual({ 200: 64 });
    expect(tally(await inParallel(1, noteAt(slug), undefined, withOwnKey))).toEqual({
      'note.already_read': 1,
    });
  });

  it('1,000 wrong passwords get ten answers that say wrong, and the rest that the note is locked', async () => {
    const { slug, accessProof } = await createSealedNote(world().core.http, 'sealed');
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, guess) =>
        (world().cores[guess % 2] ?? world().core).http.post(noteAt(slug, 'view'), { password: randomKey() }),
      ),
    );
    // Where a busy machine could not serve all in time, some are told to come back.
    const { 'note.wrong_password': wrong = 0, 'note.locked': locked = 0, unavailable = 0 } = tally(answers);
    expect([wrong, locked + unavailable]).toEqual([10, 990]);
    expect((await world().core.http.post(noteAt(slug, 'view'), { password: accessProof })).status).toBe(429);
    expect((await world().core.http.get(noteAt(slug, 'meta'))).status).toBe(200);
  });

  it('readers and the sender who deletes agree: the receipt says read exactly when someone got the note', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { slug, receipt } = await createNote(world().core.http);
      const withReceipt = { headers: { 'x-receipt': receipt } };
      const deletions = Array.from({ length: 8 }, () => world().core.http.delete(noteAt(slug), withReceipt));
      const [reads, deleted] = await Promise.all([inParallel(64, noteAt(slug)), Promise.all(deletions)]);
      expect(tally(deleted)).toEqual({ 204: 8 });
      const { 200: won = 0, 'note.already_read': late = 0, 'note.not_found': missed = 0 } = tally(reads);
      expect([won <= 1, won + late + missed]).toEqual([true, 64]);
      const { body } = await world().core.http.get(noteAt(slug, 'receipt'), withReceipt);
      expect(body).toMatchObject({ state: 'deleted' });
      expect(JSON.stringify(body).includes('read_at')).toBe(won === 1);
      expect((await world().core.http.get(noteAt(slug))).body).toMatchObject({ code: 'note.not_found' });
    }
  });
});
