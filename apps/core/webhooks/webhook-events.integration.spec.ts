import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../testing/create-test-app.js';
import { at, type SignedIn } from '../testing/test-actions.js';
import { WebhookReceiver } from './testing/webhook-receiver.js';
import { WEBHOOK_TOPICS } from './webhook.js';

const app = await createTestApp({
  environment: { WEBHOOK_ALLOW_HTTP: 'true', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' },
});
const receiver = await WebhookReceiver.start();
afterAll(async () => {
  await app.close();
  receiver.close();
});

const createdSchema = z.object({ id: z.string(), secret: z.string(), public_key: z.string() });
const deliveriesSchema = z.array(
  z.looseObject({
    id: z.string(),
    event_id: z.string(),
    type: z.string(),
    state: z.string(),
    attempts: z.number(),
  }),
);

let owner: SignedIn;
let path: string;
let count = 0;
beforeEach(async () => {
  owner = await app.signedIn();
  path = `/${(count += 1)}`;
});

const hooks = at('/me/webhooks');
const post = (url: string, json?: object) => app.http.post(url, json, { headers: owner.headers });
const create = (json: object = {}) =>
  post(hooks, { url: `${receiver.url}${path}`, events: WEBHOOK_TOPICS, ...json });
const webhook = async (json?: object) => createdSchema.parse((await create(json)).body);
const note = (json: object = {}) => app.createNote(json, { headers: owner.headers });
const received = () => receiver.received.filter((one) => one.path === path);
const noteEvents = () => received().filter(({ event }) => event.type.startsWith('note.'));
const deliveries = async (id: string) => {
  const { body } = await app.http.get(`${hooks}/${id}/deliveries`, { headers: owner.headers });
  return deliveriesSchema.parse(body);
};

describe('events of a note', () => {
  it('are numbered, dated and named by the reference, and say nothing of slug, content, label or reader', async () => {
    await webhook();
    const { slug } = await note({ content: 'the launch code', label: 'launch', reference: 'order 7' });
    await app.read({ slug });
    await app.http.delete(at(`/note/${slug}`), { headers: owner.headers });
    await expect
      .poll(() =>
        noteEvents()
          .map(({ event }) => event.type)
          .toSorted(),
      )
      .toEqual(['note.created', 'note.deleted', 'note.read']);
    const inOrder = noteEvents().toSorted(
      (a, b) => (a.event.data.sequence ?? 0) - (b.event.data.sequence ?? 0),
    );
    expect(inOrder.map(({ event }) => [event.data.sequence, event.type, event.data['reference']])).toEqual([
      [1, 'note.created', 'order 7'],
      [2, 'note.read', 'order 7'],
      [3, 'note.deleted', 'order 7'],
    ]);
    expect(new Set(inOrder.map(({ event }) => event.data.id)).size).toBe(1);
    expect(inOrder[1]?.event.data).toMatchObject({
      read_at: expect.any(String),
      created_at: expect.any(String),
    });
    const text = inOrder.map((one) => one.text).join();
    for (const secret of [slug, 'the launch code', 'launch', '127.0.0.1']) expect(text).not.toContain(secret);
  });

  it('report each read of a reusable note, an expiry once, and a lock', async () => {
    await webhook({ events: ['note.read', 'note.expired', 'note.locked'] });
    const reusable = await note({ keep_before_expiration: true, expires_in: 3_600 });
    await app.read(reusable);
    await app.read(reusable);
    const unread = await note({ expires_in: 3_600 });
    await app.expire(unread);
    await app.sweepNotes();
    await app.sweepNotes();
    const locked = await note({ password: 'right' });
    for (let attempt = 0; attempt < 10; attempt += 1) await app.view(locked, 'wrong');
    await expect
      .poll(() =>
        noteEvents()
          .map(({ event }) => event.type)
          .toSorted(),
      )
      .toEqual(['note.expired', 'note.locked', 'note.read', 'note.read']);
    expect(noteEvents().find(({ event }) => event.type === 'note.locked')?.event.data).toHaveProperty(
      'locked_until',
    );
  });

  it('are none of other accounts, of notes without an account, or of topics without a subscription', async () => {
    const { id } = await webhook({ events: ['note.deleted'] });
    await app.read(await note());
    await app.read(await app.createNote());
    const other = await app.signedIn();
    const { slug } = await app.createNote({}, { headers: other.headers });
    await app.http.delete(at(`/note/${slug}`), { headers: other.headers });
    expect(await deliveries(id)).toEqual([]);
    expect(await app.database.query('SELECT 1 FROM note_sequence')).not.toContainEqual({
      user_id: other.email,
    });
  });

  it('are undone with the change that failed, and exist exactly once under parallel reads', async () => {
    const { id } = await webhook({ events: ['note.created', 'note.read'] });
    const { slug } = await note({ reference: 'first' });
    expect((await post(at('/note'), { content: 'second', slug, reference: 'second' })).status).toBe(400);
    await Promise.all(Array.from({ length: 8 }, () => app.read({ slug })));
    expect((await deliveries(id)).map(({ type }) => type).toSorted()).toEqual(['note.created', 'note.read']);
    expect(await app.database.query(`SELECT 1 FROM note_sequence WHERE reference = 'second'`)).toEqual([]);
  });

  it('need an account for a reference', async () => {
    const response = await app.http.post(at('/note'), { content: 'x', reference: 'order 7' });
    expect(response).toMatchObject({ status: 401, code: 'note.sign_in_required' });
  });
});

it('delivers changes of the account, and no failed attempts at it', async () => {
  await webhook({ events: ['account.*'] });
  await app.signIn(owner.email, 'wrong password 1');
  await post(at('/auth/logout/all'));
  await expect.poll(() => received().map(({ event }) => event.type)).toEqual(['account.sessions_ended']);
});
