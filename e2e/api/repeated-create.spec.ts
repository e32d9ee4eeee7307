import { describe, expect, it } from 'vitest';
import { inHours, randomKey } from '../support/notes.js';
import { useCore } from '../support/world.js';

describe('creating a note with an Idempotency-Key', () => {
  const world = useCore();
  const create = (fields: object, key: string) =>
    world().core.http.post('/api/v1/note', fields, { headers: { 'idempotency-key': key } });

  it('answers the same slug and receipt again, and makes no twin', async () => {
    const key = randomKey();
    const answers = await Promise.all(Array.from({ length: 16 }, () => create({ content: 'once' }, key)));
    answers.push(await create({ content: 'once' }, key));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    const [count] = await world().database.query('SELECT count(*)::int AS notes FROM note');
    expect(count).toEqual({ notes: 1 });
  });

  it('also with an own slug and a password', async () => {
    const key = randomKey();
    const fields = { content: 'x', slug: 'mine', password: 'pw', expires_at: inHours(1) };
    const first = await create(fields, key);
    const second = await create(fields, key);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
  });

  it('refuses a key that is not 43 characters of base64url', async () => {
    for (const key of ['', 'short', `${randomKey()}A`, `${randomKey().slice(1)}+`]) {
      const answer = await create({ content: 'x' }, key);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'request.invalid', details: [{ path: 'Idempotency-Key' }] });
    }
  });
});
