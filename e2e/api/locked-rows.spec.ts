import { Client } from 'pg';
import { expect, it } from 'vitest';
import { newEmail, signIn, signUp } from '../support/accounts.js';
import type { TestResponse } from '../../apps/core/testing/http-client.js';
import { scrape } from '../support/metrics.js';
import { createNote, noteAt } from '../support/notes.js';
import { useCore } from '../support/world.js';

/** More than two cores of eight processors look after at once. */
const CROWD = 200;

const world = useCore();

/** Has somebody else lock something for as long as the work takes. */
async function whileLocked<T>(statement: string, work: () => Promise<T>): Promise<T> {
  const holder = new Client({ connectionString: world().database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(statement);
    return await work();
  } finally {
    await holder.end();
  }
}

function expectComeBackLater({ status, body, headers }: TestResponse): void {
  expect([status, Object(body).code]).toEqual([503, 'unavailable']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
}

/** Why requests failed so far, as the log says it. */
const reasons = () =>
  world()
    .core.log()
    .filter(({ message }) => message === 'request failed')
    .map(({ err }) => JSON.stringify(err));

it('a note that somebody keeps locked is not read, and is read afterwards', async () => {
  const { http, direct } = world().core;
  const { slug } = await createNote(http);
  await whileLocked('SELECT * FROM note FOR UPDATE', async () => {
    expectComeBackLater(await http.get(noteAt(slug)));
    expect((await direct.get('/health/ready')).body).toMatchObject({ circuits: { database: 'closed' } });
  });
  await expect.poll(reasons).toEqual([expect.stringContaining('due to lock timeout')]);
  expect((await http.get(noteAt(slug))).status).toBe(200);
});

it('nobody signs up while accounts are locked, and everybody does afterwards', async () => {
  const { http } = world().core;
  const email = newEmail();
  await whileLocked('LOCK TABLE user_account IN ACCESS EXCLUSIVE MODE', async () => {
    expectComeBackLater(await signUp(http, email));
  });
  expect((await signUp(http, email)).status).toBe(201);
});

it('of a crowd that signs in while accounts are locked, only as many wait as passwords can be checked', async () => {
  const { http, process } = world().core;
  const answers = await whileLocked('LOCK TABLE user_account IN ACCESS EXCLUSIVE MODE', () =>
    Promise.all(Array.from({ length: CROWD }, () => signIn(http, newEmail('crowd')))),
  );
  answers.forEach(expectComeBackLater);
  await expect
    .poll(async () => (await scrape(process)).value('onasty_password_hashes_refused_total'))
    .toBeGreaterThan(0);
});
