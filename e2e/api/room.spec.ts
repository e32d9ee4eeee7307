import { describe, expect, it } from 'vitest';
import { at, signedIn } from '../support/accounts.js';
import { Core } from '../support/core.js';
import { createdNote, noteAt, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

const LIMITED = { NOTE_MAX_TOTAL_BYTES: '60000' };
const CONTENT = 'a'.repeat(10_000);
const NO_ROOM = { status: 507, body: { code: 'note.no_room' } };

describe('notes that come to as much as there may be in all', () => {
  const world = useCore(LIMITED, 2);
  const http = (core = 0) => (world().cores[core] ?? expect.fail('there is no such core')).http;
  const unread = new Set<string>();
  const create = async (core = 0, question = {}) => {
    const answer = await http(core).post(at('/note'), { content: CONTENT }, question);
    if (answer.status === 201) unread.add(createdNote(answer).slug);
    return answer;
  };

  it('leave no room for more at any core, also not by an edit, until they are read', async () => {
    const author = await signedIn(world());
    const own = createdNote(await http().post(at('/note'), { content: 'short' }, author));
    const key = { headers: { 'idempotency-key': randomKey() } };
    const first = createdNote(await create(0, key));
    await expect.poll(() => create()).toMatchObject(NO_ROOM);
    await expect.poll(() => create(1)).toMatchObject(NO_ROOM);

    const editing = { ...author, json: { content: CONTENT } };
    expect(await http().send('PATCH', noteAt(own.slug), editing)).toMatchObject(NO_ROOM);
    expect(Number((await create()).headers['retry-after'])).toBeGreaterThan(0);
    expect(createdNote(await create(0, key)).slug).toBe(first.slug);

    const { database, cores } = world();
    const restarted = await Core.start(database.url, LIMITED);
    expect(await restarted.http.post(at('/note'), { content: CONTENT })).toMatchObject(NO_ROOM);
    await restarted.stop();

    for (const slug of unread) expect((await http().get(noteAt(slug))).status).toBe(200);
    for (const core of [0, 1]) {
      await expect.poll(async () => (await create(core)).status, { timeout: 5_000 }).toBe(201);
    }
    for (const core of cores) {
      const said = () => core.log().map(({ level, message }) => `${String(level)}: ${String(message)}`);
      await expect
        .poll(() => said().filter((line) => /notes are refused|room for notes/.test(line)))
        .toEqual([
          'error: notes are refused: with another one, NOTE_MAX_TOTAL_BYTES would be passed',
          'info: there is room for notes again',
        ]);
    }
  });
});
