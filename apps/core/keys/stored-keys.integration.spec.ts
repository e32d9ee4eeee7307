import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/create-test-app.js';
import {
  at,
  bearer,
  newEmail,
  noteAt,
  randomKey,
  type CreatedNote,
  type SignedIn,
} from '../testing/test-actions.js';
import type { TestResponse } from '../testing/http-client.js';
import { TEST_KEY } from '../testing/test-environment.js';
import { StoredKeys } from './stored-keys.js';
import { ENCRYPTED, MAILS } from './stored-keys.sql.js';

const ringOf = (id: string, key: Buffer = randomBytes(32)) => `${id}:${key.toString('base64')}`;
const RIGHT = ringOf('test', TEST_KEY);

const app = await createTestApp();
const apps: TestApp[] = [];

/** Another process on the same database, which has not compared its keys, as after a start without PostgreSQL. */
async function appWith(environment: Record<string, string>): Promise<TestApp> {
  const other = await createTestApp({ database: app.database, environment });
  apps.push(other);
  return other;
}

const wrong = await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('test') });
const unknown = await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('unknown') });

afterAll(async () => {
  for (const other of apps) await other.close();
  await app.close();
});

const accept = (of: TestApp) => of.nest.get(StoredKeys).accept();
const problemsOf = (of: TestApp) =>
  accept(of).then(
    () => [],
    (error: unknown): unknown => Object(error).problems,
  );

async function payloadOf({ slug }: Pick<CreatedNote, 'slug'>): Promise<Record<string, unknown>> {
  const [payload] = await app.database.query(
    'SELECT note_payload.* FROM note_payload JOIN note ON note.id = note_id WHERE slug = $1',
    [slug],
  );
  return payload ?? {};
}

/** Leaves rows as an earlier version wrote them: no fingerprints, and no record of its keys. */
async function forgetFingerprints(): Promise<void> {
  await app.database.query('UPDATE note_payload SET key_fingerprint = NULL');
  await app.database.query('UPDATE note SET label_key_fingerprint = NULL');
  await app.database.query(`UPDATE outbox SET payload = decode(regexp_replace(encode(payload, 'hex'),
    '^(74657374)2e([0-9a-f]{64})3a', '\\13a'), 'hex') WHERE next_at IS NOT NULL`);
  await app.database.query('DELETE FROM encryption_key');
}

await accept(app);
await app.database.query('CREATE TABLE recorded AS SELECT * FROM encryption_key');

async function eraseData(): Promise<void> {
  for (const table of ['note_payload', 'note', 'outbox', 'webhook', 'encryption_key'])
    await app.database.query(`DELETE FROM ${table}`);
  await app.database.query('INSERT INTO encryption_key SELECT * FROM recorded');
}

async function createWebhook(): Promise<void> {
  const { headers } = await app.signedIn();
  const draft = { url: 'https://example.com', events: ['note.read'] };
  expect(await app.http.post(at('/me/webhooks'), draft, { headers })).toMatchObject({ status: 201 });
  await app.database.query('DELETE FROM outbox');
}

describe('a wrong key', () => {
  let author: SignedIn;
  let open: CreatedNote;
  let locked: CreatedNote;
  let reusable: CreatedNote;

  beforeAll(async () => {
    author = await app.signedIn();
    open = await app.createNote({ content: 'open', label: 'label' }, author);
    locked = await app.createNote({ content: 'locked', password: 'open sesame' });
    reusable = await app.createNote({ content: 'reusable', keep_before_expiration: true, expires_in: 3_600 });
  });

  const reads: [string, (other: TestApp) => Promise<TestResponse>][] = [
    ['a read', (other) => other.read(open)],
    ['a read with an Idempotency-Key', (other) => other.read(open, randomKey())],
    ['a view without a password', (other) => other.view(open, '')],
    ['a view with its password', (other) => other.view(locked, 'open sesame')],
    ['a view with its password and a key', (other) => other.view(locked, 'open sesame', randomKey())],
    ['a read of a reusable note', (other) => other.read(reusable)],
    ['the list of its author', (other) => other.http.get(at('/note'), author)],
  ];
  const writes: [string, (other: TestApp) => Promise<TestResponse>][] = [
    ['an edit', (other) => other.http.patch(noteAt(open.slug), { content: 'edited' }, author)],
    ['a new label', (other) => other.http.patch(noteAt(open.slug), { label: 'edited' }, author)],
    ['a new note', (other) => other.http.post(at('/note'), { content: 'new' })],
  ];

  it.each([...reads, ...writes])('rejects %s', async (_name, operation) => {
    for (const other of [wrong, unknown]) {
      const { status, code, headers } = await operation(other);
      expect([status, code, headers['retry-after']]).toEqual([503, 'keys.wrong', '60']);
    }
  });

  it('rejects reads of notes of an earlier version', async () => {
    const { key_fingerprint: fingerprint } = await payloadOf(open);
    await app.database.query('UPDATE note_payload SET key_fingerprint = NULL');
    await app.database.query('UPDATE note SET label_key_fingerprint = NULL');
    for (const other of [wrong, unknown]) {
      expect(await other.read(open)).toMatchObject({ status: 503, code: 'keys.wrong' });
      expect(await other.http.get(at('/note'), author)).toMatchObject({ status: 503, code: 'keys.wrong' });
    }
    await app.database.query('UPDATE note_payload SET key_fingerprint = $1', [fingerprint]);
    await app.database.query('UPDATE note SET label_key_fingerprint = $1 WHERE label IS NOT NULL', [
      fingerprint,
    ]);
  });

  it('keeps each note unread until the key is back, and repeats it within the lease', async () => {
    const readKey = randomKey();
    expect(await app.read(open, readKey)).toMatchObject({ status: 200, body: { content: 'open' } });
    expect(await wrong.read(open, readKey)).toMatchObject({ status: 503, code: 'keys.wrong' });
    expect(await app.read(open, readKey)).toMatchObject({ status: 200, body: { content: 'open' } });
    expect(await app.view(locked, 'open sesame')).toMatchObject({ body: { content: 'locked' } });
    expect(await app.row(reusable)).toMatchObject({ reads: 0 });
  });

  it('reads notes under another id of the same bytes', async () => {
    const renamed = await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('renamed', TEST_KEY) });
    const note = await app.createNote({ content: 'renamed' });
    expect(await problemsOf(renamed)).toEqual([]);
    expect(await renamed.read(note)).toMatchObject({ status: 200, body: { content: 'renamed' } });
  });
});

describe('a start', () => {
  beforeEach(eraseData);

  it.each([
    ['NOTE_ENCRYPTION_KEYS', () => app.createNote()],
    ['MAIL_ENCRYPTION_KEYS', () => app.signUp(newEmail())],
  ])('is rejected with other bytes under the id in %s, with data of any version', async (variable, write) => {
    await write();
    const other = await appWith({ [variable]: ringOf('test') });
    for (const prepare of [() => Promise.resolve(), forgetFingerprints]) {
      await prepare();
      expect(await problemsOf(other)).toEqual([
        expect.stringMatching(new RegExp(`^${variable} has other bytes under the id "test" \\(fingerprint `)),
      ]);
    }
  });

  it.each([
    ['NOTE_ENCRYPTION_KEYS', () => app.createNote()],
    ['MAIL_ENCRYPTION_KEYS', () => app.signUp(newEmail())],
  ])('is rejected without a key of stored data in %s, with data of any version', async (variable, write) => {
    await write();
    const other = await appWith({ [variable]: ringOf('other') });
    for (const prepare of [() => Promise.resolve(), forgetFingerprints]) {
      await prepare();
      expect(await problemsOf(other)).toEqual([
        expect.stringMatching(new RegExp(`^${variable} lacks the key "test"`)),
      ]);
    }
  });

  it('is rejected without the key of signing secrets', async () => {
    await createWebhook();
    const other = await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('other') });
    expect(await problemsOf(other)).toEqual([
      expect.stringMatching(/^NOTE_ENCRYPTION_KEYS lacks the key "test"/),
    ]);
  });

  it('knows each table that names keys', async () => {
    const columns = await app.database.query(`
      SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE '%fingerprint' AND table_name NOT IN ('encryption_key', 'recorded')`);
    const known = Object.values(ENCRYPTED)
      .filter(({ table }) => table !== MAILS)
      .map(({ table, fingerprint }) => `${table}.${fingerprint}`);
    expect(new Set(columns.map(({ name }) => name))).toEqual(new Set(known));
  });

  it('is rejected with other bytes even before any data is stored', async () => {
    expect(await problemsOf(await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('test') }))).toHaveLength(1);
  });

  it('accepts keys without data under them, and all keys of a rotation', async () => {
    const author = await app.signedIn();
    await app.createNote({ label: 'label' }, author);
    const rotated = await appWith({ NOTE_ENCRYPTION_KEYS: `${ringOf('next')},${RIGHT}` });
    expect(await problemsOf(rotated)).toEqual([]);
    await app.database.query('DELETE FROM note');
    expect(await problemsOf(await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('later') }))).toEqual([]);
  });

  it('records keys of an earlier version that decrypt its notes, labels and mails', async () => {
    await app.createNote({ label: 'label' }, await app.signedIn());
    await forgetFingerprints();
    expect(await problemsOf(await appWith({}))).toEqual([]);
    const rows = await app.database.query('SELECT ring, key_id FROM encryption_key ORDER BY ring');
    expect(rows.map(({ ring }) => ring)).toEqual(['MAIL_ENCRYPTION_KEYS', 'NOTE_ENCRYPTION_KEYS']);
  });

  it('has one winner among processes with different keys on an empty database', async () => {
    await app.database.query('DELETE FROM encryption_key');
    const rivals = await Promise.all(
      ['one', 'two', 'three'].map(() => appWith({ NOTE_ENCRYPTION_KEYS: ringOf('k1') })),
    );
    const outcomes = await Promise.all(rivals.map(problemsOf));
    expect(
      outcomes.map((problems): number => Object(problems).length).toSorted((one, other) => one - other),
    ).toEqual([0, 1, 1]);
  });

  it('saves nothing of its own before the keys are compared', async () => {
    await app.createNote();
    const other = await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('test') });
    let isSaved = false;
    const save = async () => void (isSaved = true);
    await expect(other.nest.get(StoredKeys).accept(save)).rejects.toMatchObject({ code: 'keys.wrong' });
    expect(isSaved).toBe(false);
    await expect((await appWith({})).nest.get(StoredKeys).accept(save)).resolves.toBeUndefined();
    expect(isSaved).toBe(true);
  });
});

it('reports not ready and logs once while keys are wrong', async () => {
  await app.createNote();
  const other = await appWith({ NOTE_ENCRYPTION_KEYS: ringOf('test') });
  const problem = expect.stringContaining('NOTE_ENCRYPTION_KEYS has other bytes');
  for (let check = 0; check < 2; check += 1)
    expect(await other.http.get('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'unavailable', problems: [problem] },
    });
  expect((await other.metrics()).value('onasty_decryption_failures_total')).toBeGreaterThan(0);
  const lines = other.log().filter(({ message }) => message === 'encryption keys do not fit the database');
  expect(lines).toEqual([expect.objectContaining({ faults: [problem] })]);
});

it('ends sessions softly if JWT_SIGNING_KEYS has other bytes under the id', async () => {
  const { accessToken, refreshToken } = await app.signedIn();
  const other = await appWith({ JWT_SIGNING_KEYS: ringOf('test') });
  expect(await other.http.get(at('/me'), bearer(accessToken))).toMatchObject({ status: 401 });
  const refreshed = await other.http.post(at('/auth/refresh-tokens'), { refresh_token: refreshToken });
  expect(refreshed.status).toBe(200);
});
