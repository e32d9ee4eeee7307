import { describe, expect, it } from 'vitest';
import { at, signedIn } from '../support/accounts.js';
import type { TestRequest } from '../../apps/core/testing/http-client.js';
import { createdNote, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

const CONTENT = 'a'.repeat(10_000);
const FULL = { status: 507, body: { code: 'note.account_full' } };
const ENOUGH = { status: 429, body: { code: 'note.daily_limit' } };

describe('what one client may store in a day', () => {
  // What is encrypted here is a little longer than it was.
  const world = useCore({ RATELIMIT_ENABLED: 'true', NOTE_DAILY_BYTES: '32000' });
  const create = (fields: object = {}, question: TestRequest = {}) =>
    world().core.http.post(at('/note'), { content: CONTENT, ...fields }, question);

  it('ends with 429 and when to come back, by itself for each account, and counts only what was stored', async () => {
    const slug = randomKey();
    const key = { headers: { 'idempotency-key': randomKey() } };
    const first = createdNote(await create({ slug }, key));
    for (const _ of [1, 2, 3])
      expect(await create({ slug })).toMatchObject({ body: { code: 'note.slug_taken' } });
    expect(createdNote(await create({ slug }, key)).slug).toBe(first.slug);
    createdNote(await create());
    createdNote(await create());

    const refused = await create();
    expect(refused).toMatchObject(ENOUGH);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(80_000);
    expect(seconds).toBeLessThanOrEqual(86_400);
    expect(createdNote(await create({ slug }, key)).slug).toBe(first.slug);
    expect(createdNote(await create({ content: 'still fits' })).slug).not.toBe(first.slug);

    const [ada, bob] = [await signedIn(world()), await signedIn(world())];
    for (const _ of [1, 2, 3]) createdNote(await create({}, ada));
    expect(await create({}, ada)).toMatchObject(ENOUGH);
    createdNote(await create({}, bob));
  });
});

describe('what the notes of one account may come to', () => {
  const world = useCore({ NOTE_MAX_ACCOUNT_BYTES: '25000' });
  const create = (question: TestRequest = {}) =>
    world().core.http.post(at('/note'), { content: CONTENT }, question);

  it('leaves no room for more, also not by an edit, until one is read; and concerns nobody else', async () => {
    const [ada, bob] = [await signedIn(world()), await signedIn(world())];
    const read = createdNote(await create(ada));
    const kept = createdNote(await create(ada));
    const refused = await create(ada);
    expect(refused).toMatchObject(FULL);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const editing = { ...ada, json: { content: CONTENT } };
    expect(await world().core.http.send('PATCH', noteAt(kept.slug), editing)).toMatchObject(FULL);
    createdNote(await create(bob));
    createdNote(await create());

    expect((await world().core.http.get(noteAt(read.slug))).status).toBe(200);
    await expect.poll(async () => (await create(ada)).status, { timeout: 5_000 }).toBe(201);
  });
});
