import { afterAll, describe, expect, it, vi } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import type { TestRequest, TestResponse } from '../../testing/http-client.js';
import { inHours, noteAt, randomKey, tally, withKey, type NoteActions } from '../../testing/test-actions.js';
import { ReadNoteRepository } from './read-note.repository.js';

// Two apps with connections of their own: the database must decide, not a process.
const app = await createTestApp();
const secondApp = await createTestApp({ database: app.database });
afterAll(async () => {
  await secondApp.close();
  await app.close();
});

const CROWDS: [readers: number, rounds: number][] = [
  [64, 8],
  [256, 3],
];

const httpOf = (reader: number) => (reader % 2 === 0 ? app : secondApp).http;
const withRandomKey = () => withKey(randomKey());

/** Sends a GET, or a POST if there is a body, from many readers at once. */
const inParallel = (
  readers: number,
  path: string,
  json?: object,
  requestOf: (reader: number) => TestRequest = () => ({}),
) =>
  Promise.all(
    Array.from({ length: readers }, (_, reader) =>
      json === undefined
        ? httpOf(reader).get(path, requestOf(reader))
        : httpOf(reader).post(path, json, requestOf(reader)),
    ),
  );

/** Counts the responses of all rounds, and the rounds without exactly one winner. */
async function race(rounds: number, round: () => Promise<TestResponse[]>) {
  const all: TestResponse[] = [];
  let roundsWithoutOneWinner = 0;
  for (let done = 0; done < rounds; done += 1) {
    const responses = await round();
    if (responses.filter(({ status }) => status === 200).length !== 1) roundsWithoutOneWinner += 1;
    all.push(...responses);
  }
  const { unavailable = 0, 'note.already_read': late = 0, ...counts } = tally(all);
  // A busy machine returns 503 to some readers.
  return { roundsWithoutOneWinner, ...counts, 'note.already_read': late + unavailable };
}

const isOpened = ({ status }: TestResponse) => status === 200;

const oneWinnerIn = (rounds: number, readers: number) => ({
  roundsWithoutOneWinner: 0,
  200: rounds,
  'note.already_read': rounds * (readers - 1),
});

describe.each(CROWDS)('of %i parallel readers exactly one gets', (readers, rounds) => {
  it('a note without a password', async () => {
    const result = await race(rounds, async () => {
      const { slug } = await app.createNote();
      return inParallel(readers, noteAt(slug));
    });
    expect(result).toEqual(oneWinnerIn(rounds, readers));
  });

  it('a sealed note', async () => {
    const result = await race(rounds, async () => {
      const { slug, accessProof } = await app.createSealedNote('sealed');
      return inParallel(readers, noteAt(slug, 'view'), { password: accessProof }, withRandomKey);
    });
    expect(result).toEqual(oneWinnerIn(rounds, readers));
  });

  it('a note with a password', async () => {
    const result = await race(rounds, async () => {
      const { slug } = await app.createNote({ password: 'correct horse' });
      return inParallel(readers, noteAt(slug, 'view'), { password: 'correct horse' });
    });
    expect(result).toEqual(oneWinnerIn(rounds, readers));
  });
});

it.each([{}, { password: 'pw' }])(
  'of 32 parallel read keys one wins a note %j, and it alone works again within the lease',
  async (fields) => {
    const note = await app.createNote(fields);
    const [path, json] =
      'password' in fields ? [noteAt(note.slug, 'view'), fields] : [noteAt(note.slug), undefined];
    const keys = Array.from({ length: 32 }, randomKey);
    const withKeyOf = (reader: number) => withKey(keys[reader] ?? '');
    const first = await inParallel(32, path, json, withKeyOf);
    expect(tally(first)).toEqual({ 200: 1, 'note.already_read': 31 });
    const again = await inParallel(32, path, json, withKeyOf);
    expect(again.map(({ status }) => status)).toEqual(first.map(({ status }) => status));
    await app.expireLease(note);
    expect(tally(await inParallel(32, path, json, withKeyOf))).toEqual({ 'note.already_read': 32 });
  },
);

it('treats 64 parallel reads with one key as one reader', async () => {
  const { slug } = await app.createNote();
  const request = withRandomKey();
  expect(tally(await inParallel(64, noteAt(slug), undefined, () => request))).toEqual({ 200: 64 });
  expect(await app.read({ slug }, randomKey())).toMatchObject({ code: 'note.already_read' });
});

it('locks a note after ten of 1,000 parallel wrong passwords, but not for the right one', async () => {
  const note = await app.createSealedNote('sealed', 'human');
  const guess = (target: NoteActions) => target.view(note, randomKey(), undefined, note.linkProof);
  const responses = await Promise.all(
    Array.from({ length: 1_000 }, (_, attempt) => guess(attempt % 2 === 0 ? app : secondApp)),
  );
  // A busy machine returns 503 to some.
  const { 'note.wrong_password': wrong = 0, 'note.locked': locked = 0, unavailable = 0 } = tally(responses);
  expect([wrong, locked + unavailable]).toEqual([10, 990]);
  expect((await app.meta(note)).status).toBe(200);
  expect((await app.view(note, note.accessProof)).status).toBe(200);
});

it('counts each of 64 parallel readers of a reusable note once, however often they repeat the read', async () => {
  const note = await app.createNote({ keep_before_expiration: true, expires_at: inHours(1) });
  const one = withRandomKey();
  expect(tally(await inParallel(64, noteAt(note.slug), undefined, () => one))).toEqual({ 200: 64 });
  expect((await app.receipt(note)).body).toMatchObject({ reads: 1 });
  expect(tally(await inParallel(63, noteAt(note.slug), undefined, withRandomKey))).toEqual({ 200: 63 });
  expect((await app.receipt(note)).body).toMatchObject({ state: 'unread', reads: 64 });
});

it('shows a note as read on its receipt exactly if a reader got it before its deletion', async () => {
  for (let round = 0; round < 5; round += 1) {
    const note = await app.createNote();
    const [reads, deletions] = await Promise.all([
      inParallel(64, noteAt(note.slug)),
      Promise.all(Array.from({ length: 8 }, () => app.deleteNote(note))),
    ]);
    expect(tally(deletions)).toEqual({ 204: 8 });
    const { 200: won = 0, 'note.already_read': late = 0, 'note.not_found': missed = 0 } = tally(reads);
    expect([won <= 1, won + late + missed]).toEqual([true, 64]);
    const { body } = await app.receipt(note);
    expect(body).toMatchObject({ state: 'deleted' });
    expect(JSON.stringify(body).includes('read_at')).toBe(won === 1);
    expect(await app.read(note)).toMatchObject({ code: 'note.not_found' });
  }
});

describe('a note that changes while eight readers open it', () => {
  const ROUNDS = 15;
  const READERS = 8;
  const readers = (slug: string) => {
    const requests = Array.from({ length: READERS }, withRandomKey);
    return () => Promise.all(requests.map((request, reader) => httpOf(reader).get(noteAt(slug), request)));
  };

  it('is read once or has expired, and its reader may repeat the read after the expiry', async () => {
    const endings = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { slug } = await app.createNote({ expires_at: '2999-01-01T00:00:00Z' });
      const read = readers(slug);
      const expiring = app.database.query(
        "UPDATE note SET expires_at = clock_timestamp() + random() * interval '10 ms' WHERE slug = $1",
        [slug],
      );
      const [responses] = await Promise.all([read(), expiring]);
      const { 200: won = 0, 'note.already_read': late = 0, 'note.expired': missed = 0 } = tally(responses);
      expect([won <= 1, won + late + missed]).toEqual([true, READERS]);
      expect((await read()).map(isOpened)).toEqual(responses.map(isOpened));
      endings.add(won === 1 ? 'read' : 'expired');
    }
    expect([...endings]).toContain('read');
  });

  it('is read with its content before the edit, which is then a conflict, or after it', async () => {
    const author = await app.signedIn();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { slug } = await app.createNote({ content: 'before' }, author);
      const editing = httpOf(round).patch(noteAt(slug), { content: 'since' }, author);
      const [responses, edited] = await Promise.all([readers(slug)(), editing]);
      expect(tally(responses)).toEqual({ 200: 1, 'note.already_read': READERS - 1 });
      const { content } = Object(responses.find(({ status }) => status === 200)?.body);
      expect([edited.status, content]).toEqual(edited.status === 200 ? [200, 'since'] : [409, 'before']);
    }
  });
});

it.each([
  [{}, undefined],
  [{}, randomKey()],
  [{ expires_in: 3_600, keep_before_expiration: true }, undefined],
])('a read of a note %j that an edit overtakes returns the new content', async (fields, readKey) => {
  const author = await app.signedIn();
  const note = await app.createNote({ ...fields, content: 'old' }, author);
  const repository = app.nest.get(ReadNoteRepository);
  const findReadable = repository.findReadable.bind(repository);
  vi.spyOn(repository, 'findReadable').mockImplementationOnce(async (...parameters) => {
    const found = await findReadable(...parameters);
    await secondApp.http.patch(noteAt(note.slug), { content: 'new' }, author);
    return found;
  });
  expect((await app.read(note, readKey)).body).toMatchObject({ content: 'new' });
});
