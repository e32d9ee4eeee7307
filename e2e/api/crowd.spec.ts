import { describe, expect, it } from 'vitest';
import { newEmail, signUp } from '../support/accounts.js';
import { createNote } from '../support/notes.js';
import { useCore } from '../support/world.js';

const PEOPLE = 300;
const NOTES = 50;

describe(`a crowd of ${PEOPLE} that signs up at the same instant`, () => {
  const world = useCore();

  it('is let in as far as there is room, told when to come back, and holds up nobody who reads a note', async () => {
    const { http } = world().core;
    const notes = await Promise.all(Array.from({ length: NOTES }, () => createNote(http)));
    let waiting = PEOPLE;
    const crowd = Promise.all(
      Array.from({ length: PEOPLE }, async () => {
        const answer = await signUp(http, newEmail());
        waiting -= 1;
        return answer;
      }),
    );
    const reads = await Promise.all(notes.map(({ slug }) => http.get(`/api/v1/note/${slug}`)));
    expect(reads.map(({ status }) => status)).toEqual(notes.map(() => 200));
    expect(waiting).toBeGreaterThan(0);

    const answers = await crowd;
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 201).length).toBe(PEOPLE - refused.length);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, body } of refused) {
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(body).toMatchObject({ code: 'unavailable' });
    }
  });
});
