import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import type { TestRequest } from '../../testing/http-client.js';
import { chargedBytes } from './note-cost.js';
import { at, createdNoteOf, noteAt, randomKey, withKey } from '../../testing/test-actions.js';

const CONTENT = 'a'.repeat(10_000);
/** Three notes of CONTENT, which are stored with an IV and a tag, and a short one. */
const DAILY_BYTES = 3 * chargedBytes(10_028) + chargedBytes(50);

const dailyApp = await createTestApp({
  environment: { RATELIMIT_ENABLED: 'true', NOTE_DAILY_BYTES: String(DAILY_BYTES) },
});
const countingApp = await createTestApp({
  environment: { RATELIMIT_ENABLED: 'true', NOTE_DAILY_NOTES: '3' },
});
const accountApp = await createTestApp({ environment: { NOTE_MAX_ACCOUNT_BYTES: '25000' } });
afterAll(async () => {
  await dailyApp.close();
  await countingApp.close();
  await accountApp.close();
});

const create = (app: TestApp, fields: object = {}, request: TestRequest = {}) =>
  app.http.post(at('/note'), { content: CONTENT, ...fields }, request);

describe('daily quota', () => {
  it('rejects further notes of one client or account, and counts only stored notes', async () => {
    const slug = randomKey();
    const key = withKey(randomKey());
    const first = createdNoteOf(await create(dailyApp, { slug }, key));
    for (const _ of [1, 2, 3])
      expect(await create(dailyApp, { slug })).toMatchObject({ code: 'note.slug_taken' });
    expect(createdNoteOf(await create(dailyApp, { slug }, key)).slug).toBe(first.slug);
    createdNoteOf(await create(dailyApp));
    createdNoteOf(await create(dailyApp));

    const rejected = await create(dailyApp);
    expect(rejected).toMatchObject({
      status: 429,
      body: { code: 'note.daily_limit', max_bytes: DAILY_BYTES },
    });
    const seconds = Number(rejected.headers['retry-after']);
    expect(seconds).toBeGreaterThan(80_000);
    expect(seconds).toBeLessThanOrEqual(86_400);
    expect(createdNoteOf(await create(dailyApp, { slug }, key)).slug).toBe(first.slug);
    expect(createdNoteOf(await create(dailyApp, { content: 'still fits' })).slug).not.toBe(first.slug);

    const [ada, bob] = [await dailyApp.signedIn(), await dailyApp.signedIn()];
    for (const _ of [1, 2, 3]) createdNoteOf(await create(dailyApp, {}, ada));
    expect(await create(dailyApp, {}, ada)).toMatchObject({ status: 429, code: 'note.daily_limit' });
    createdNoteOf(await create(dailyApp, {}, bob));
  });

  it('is refunded if the insert fails', async () => {
    const client = { localAddress: '127.0.0.77' };
    await dailyApp.database.query('ALTER TABLE note_payload RENAME TO note_payload_away');
    for (const _ of [1, 2, 3, 4, 5]) expect((await create(dailyApp, {}, client)).status).toBe(503);
    await dailyApp.database.query('ALTER TABLE note_payload_away RENAME TO note_payload');
    for (const _ of [1, 2, 3]) createdNoteOf(await create(dailyApp, {}, client));
    expect(await create(dailyApp, {}, client)).toMatchObject({ code: 'note.daily_limit' });
  });
});

describe('daily number of notes', () => {
  it('rejects further notes of one client or account, and counts only stored notes', async () => {
    const slug = randomKey();
    const key = withKey(randomKey());
    const short = { content: 'x' };
    const first = createdNoteOf(await create(countingApp, { ...short, slug }, key));
    for (const _ of [1, 2, 3])
      expect(await create(countingApp, { ...short, slug })).toMatchObject({ code: 'note.slug_taken' });
    createdNoteOf(await create(countingApp, short));
    createdNoteOf(await create(countingApp, short));

    const rejected = await create(countingApp, short);
    expect(rejected).toMatchObject({ status: 429, body: { code: 'note.daily_limit', max_notes: 3 } });
    expect(rejected.body).not.toHaveProperty('max_bytes');
    expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(80_000);
    expect(createdNoteOf(await create(countingApp, { ...short, slug }, key)).slug).toBe(first.slug);
    expect((await create(countingApp, short, { localAddress: '127.0.0.78' })).status).toBe(201);

    const ada = await countingApp.signedIn();
    for (const _ of [1, 2]) createdNoteOf(await create(countingApp, short, ada));
    const own = createdNoteOf(await create(countingApp, short, ada));
    expect(await create(countingApp, short, ada)).toMatchObject({ code: 'note.daily_limit' });
    expect((await countingApp.http.patch(noteAt(own.slug), { content: 'y' }, ada)).status).toBe(200);
  });
});

describe('account quota', () => {
  it('rejects notes and edits of the account until one of its notes is read', async () => {
    const [ada, bob] = [await accountApp.signedIn(), await accountApp.signedIn()];
    const first = createdNoteOf(await create(accountApp, {}, ada));
    const second = createdNoteOf(await create(accountApp, {}, ada));
    const rejected = await create(accountApp, {}, ada);
    const accountFull = { status: 507, body: { code: 'note.account_full', max_bytes: 25_000 } };
    expect(rejected).toMatchObject(accountFull);
    expect(Number(rejected.headers['retry-after'])).toBeGreaterThan(0);
    const edit = await accountApp.http.patch(noteAt(second.slug), { content: CONTENT }, ada);
    expect(edit).toMatchObject(accountFull);
    createdNoteOf(await create(accountApp, {}, bob));
    createdNoteOf(await create(accountApp));

    expect((await accountApp.read(first)).status).toBe(200);
    await expect.poll(async () => (await create(accountApp, {}, ada)).status).toBe(201);
  });
});
