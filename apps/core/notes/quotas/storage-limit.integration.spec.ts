import { afterAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../testing/create-test-app.js';
import type { TestRequest } from '../../testing/http-client.js';
import { at, createdNoteOf, noteAt, randomKey, withKey } from '../../testing/test-actions.js';

const environment = { NOTE_MAX_TOTAL_BYTES: '60000' };
const CONTENT = 'a'.repeat(10_000);
const STORAGE_FULL = { status: 507, code: 'note.no_room' };

const app = await createTestApp({ environment });
const secondApp = await createTestApp({ environment, database: app.database });
afterAll(async () => {
  await secondApp.close();
  await app.close();
});

const unread = new Set<string>();

async function create(on: TestApp, request: TestRequest = {}) {
  const response = await on.http.post(at('/note'), { content: CONTENT }, request);
  if (response.status === 201) unread.add(createdNoteOf(response).slug);
  return response;
}

it('rejects notes and edits on every app at the storage limit, until notes are read', async () => {
  const author = await app.signedIn();
  const own = await app.createNote({ content: 'short' }, author);
  const key = withKey(randomKey());
  const first = createdNoteOf(await create(app, key));
  for (const each of [app, secondApp]) await expect.poll(() => create(each)).toMatchObject(STORAGE_FULL);

  expect(await app.http.patch(noteAt(own.slug), { content: CONTENT }, author)).toMatchObject(STORAGE_FULL);
  expect(Number((await create(app)).headers['retry-after'])).toBeGreaterThan(0);
  expect(createdNoteOf(await create(app, key)).slug).toBe(first.slug);

  const restarted = await createTestApp({ environment, database: app.database });
  expect(await create(restarted)).toMatchObject(STORAGE_FULL);
  await restarted.close();

  for (const slug of unread) expect((await app.read({ slug })).status).toBe(200);
  for (const each of [app, secondApp]) {
    await expect.poll(async () => (await create(each)).status).toBe(201);
    expect(
      each
        .log()
        .map(({ level, message }) => `${String(level)}: ${String(message)}`)
        .filter((line) => line.includes('new notes')),
    ).toEqual([
      'error: rejecting new notes: storage limit reached',
      'info: accepting new notes: storage is free again',
    ]);
  }
});
