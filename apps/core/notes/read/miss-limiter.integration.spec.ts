import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../testing/create-test-app.js';
import type { TestResponse } from '../../testing/http-client.js';
import { noteAt, randomKey, tally, withReceipt } from '../../testing/test-actions.js';

const MISSES = 100;
const app = await createTestApp({
  environment: { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '100000', RATELIMIT_BURST: '100000' },
});
afterAll(() => app.close());

let clients = 0;
const newClient = () => {
  const localAddress = `127.0.7.${(clients += 1)}`;
  return {
    get: (path: string, headers = {}) => app.http.get(path, { localAddress, headers }),
    view: (slug: string, body: object) => app.http.post(noteAt(slug, 'view'), body, { localAddress }),
  };
};
type Client = ReturnType<typeof newClient>;

async function repeat(times: number, request: () => Promise<TestResponse>): Promise<TestResponse[]> {
  const responses = [];
  for (let time = 0; time < times; time += 1) responses.push(await request());
  return responses;
}

describe('a client that requests slugs without a note', () => {
  it.each<[string, (client: Client) => Promise<TestResponse>]>([
    ['GET', ({ get }) => get(noteAt(randomKey()))],
    ['meta', ({ get }) => get(noteAt(randomKey(), 'meta'))],
    ['view', ({ view }) => view(randomKey(), { password: 'guess' })],
    ['an invalid slug', ({ get }) => get(noteAt('not.a.slug'))],
  ])('by %s is rejected with 429 after 100 of them, also for notes that exist', async (_, miss) => {
    const [client, other] = [newClient(), newClient()];
    const note = await app.createNote({ password: 'pw' });
    const counts = tally(await repeat(MISSES + 2, () => miss(client)));
    expect(counts).toEqual({ 'note.not_found': MISSES + 1, 'request.rate_limited': 1 });
    const rejected = await client.get(noteAt(note.slug, 'meta'));
    expect(rejected).toMatchObject({ status: 429, code: 'request.rate_limited' });
    expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(500);
    expect((await other.get(noteAt(note.slug, 'meta'))).status).toBe(200);
  });

  it('cannot distinguish a sealed note from a missing one, and is rejected as well', async () => {
    const client = newClient();
    const { slug } = await app.createSealedNote('sealed');
    const counts = tally(await repeat(MISSES + 2, () => client.view(slug, { password: randomKey() })));
    expect(counts).toEqual({ 'note.not_found': MISSES + 1, 'request.rate_limited': 1 });
  });
});

describe('a client that requests notes that exist', () => {
  it('is never rejected, whatever it finds', async () => {
    const client = newClient();
    const [unread, read] = [await app.createNote({ password: 'pw' }), await app.createNote()];
    await app.read(read);
    const meta = await repeat(MISSES + 50, () => client.get(noteAt(unread.slug, 'meta')));
    expect(tally(meta)).toEqual({ 200: MISSES + 50 });
    const late = await repeat(MISSES + 50, () => client.get(noteAt(read.slug)));
    expect(tally(late)).toEqual({ 'note.already_read': MISSES + 50 });
    expect((await client.view(unread.slug, { password: 'pw' })).status).toBe(200);
  });

  it('is not rejected for receipts of notes that are gone, which no guess finds', async () => {
    const client = newClient();
    const lookUp = () => client.get(noteAt(randomKey(), 'receipt'), withReceipt(randomKey()).headers);
    expect(tally(await repeat(MISSES + 50, lookUp))).toEqual({ 'note.not_found': MISSES + 50 });
  });
});

it('weighs guesses at a locked sealed note tenfold, since the right one would open it', async () => {
  const client = newClient();
  const { slug, linkProof } = await app.createSealedNote('sealed', 'human');
  const guess = () => client.view(slug, { password: randomKey(), link_proof: linkProof });
  expect(tally(await repeat(25, guess))).toEqual({
    'note.wrong_password': 10,
    'note.locked': 11,
    'request.rate_limited': 4,
  });
});
