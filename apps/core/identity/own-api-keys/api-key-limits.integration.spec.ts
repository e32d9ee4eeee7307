import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../testing/create-test-app.js';
import { at, bearer, tally } from '../../testing/test-actions.js';

const app = await createTestApp({
  environment: { RATELIMIT_ENABLED: 'true', RATELIMIT_RPS: '10000', RATELIMIT_BURST: '10000' },
});
afterAll(() => app.close());

const { headers } = await app.signedIn();

async function newKey(limits: object): Promise<{ headers: { authorization: string } }> {
  const draft = { name: 'limited', scopes: ['notes:create', 'notes:read-own'], ...limits };
  const { body } = await app.http.post(at('/me/api-keys'), draft, { headers });
  return bearer(z.object({ key: z.string() }).parse(body).key);
}

const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

it('limits the requests of one key, and shows what is left', async () => {
  const [limited, other] = [
    await newKey({ requests_per_minute: 5 }),
    await newKey({ requests_per_minute: 5 }),
  ];
  const first = await app.http.get(at('/note'), limited);
  expect(first.headers['ratelimit']).toContain('"api-key";r=4;');
  expect(first.headers['ratelimit-policy']).toContain('"api-key";q=5;w=60');
  const responses = await times(8, () => app.http.get(at('/note'), limited));
  expect(tally(responses)).toEqual({ 200: 4, 'request.rate_limited': 4 });
  const rejected = responses.find(({ status }) => status === 429);
  expect(Number(rejected?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await app.http.get(at('/note'), other)).status).toBe(200);
});

it('limits the notes that one key creates in a day, and does not count those that were rejected', async () => {
  const limited = await newKey({ notes_per_day: 3 });
  const create = (json: object) => () => app.http.post(at('/note'), json, limited);
  expect(tally(await times(5, create({ content: '' })))).toEqual({ 'note.content_empty': 5 });
  const slug = `taken-${Date.now()}`;
  expect(tally(await times(3, create({ content: 'x', slug })))).toEqual({ 201: 1, 'note.slug_taken': 2 });
  expect(tally(await times(6, create({ content: 'x' })))).toEqual({ 201: 2, 'note.daily_limit': 4 });
  expect((await create({ content: 'x' })()).body).toMatchObject({ max_notes: 3 });
  expect((await app.http.post(at('/note'), { content: 'x' }, { headers })).status).toBe(201);
});
