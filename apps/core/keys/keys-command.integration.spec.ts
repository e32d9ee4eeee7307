import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig, Secret } from '#libs/config';
import { createTestApp } from '../testing/create-test-app.js';
import { at, newEmail } from '../testing/test-actions.js';
import { TEST_KEY, testEnvironment } from '../testing/test-environment.js';
import { keysCommand, runOn } from './keys-command.js';
import { StoredKeys } from './stored-keys.js';

const ringOf = (id: string, key: Buffer = randomBytes(32)) => `${id}:${key.toString('base64')}`;
const OTHER = { NOTE_ENCRYPTION_KEYS: ringOf('other'), MAIL_ENCRYPTION_KEYS: ringOf('other') };
const SAME_ID = { NOTE_ENCRYPTION_KEYS: ringOf('test'), MAIL_ENCRYPTION_KEYS: ringOf('test') };

const app = await createTestApp();
afterAll(() => app.close());

beforeEach(async () => {
  for (const table of ['note_payload', 'note', 'outbox', 'webhook', 'encryption_key'])
    await app.database.query(`DELETE FROM ${table}`);
  await app.database.query('INSERT INTO encryption_key SELECT * FROM recorded');
});
await app.nest.get(StoredKeys).accept();
await app.database.query('CREATE TABLE recorded AS SELECT * FROM encryption_key');

async function run(environment: Record<string, string>, ...parameters: string[]): Promise<string> {
  const command = keysCommand(parameters);
  if (command === null) return 'usage';
  const config = loadConfig('core', { ...testEnvironment, DATABASE_URL: app.database.url, ...environment });
  const lines: string[] = [];
  await runOn({ config, url: new Secret(app.database.url) }, command, (line) => void lines.push(line));
  return lines.join('\n');
}

async function starts(environment: Record<string, string>): Promise<boolean> {
  const other = await createTestApp({ database: app.database, environment });
  const outcome = await other.nest
    .get(StoredKeys)
    .accept()
    .then(
      () => true,
      () => false,
    );
  await other.close();
  return outcome;
}

const notes = (...rest: string[]) => ['NOTE_ENCRYPTION_KEYS', 'test', ...rest];

describe('npm run onasty -- keys', () => {
  it('finds nothing lost under the right keys, and erases nothing that they decrypt', async () => {
    await app.createNote();
    expect(await run({}, 'lost')).toBe('no key is lost: the configured ones decrypt all stored data');
    const rotated = { NOTE_ENCRYPTION_KEYS: `${ringOf('next')},${ringOf('renamed', TEST_KEY)}` };
    expect(await run(rotated, 'lost')).toMatch(/^no key is lost/);
    await expect(run({}, 'erase', ...notes('--confirm', '1'))).rejects.toThrow('has lost no key "test"');
  });

  it.each([
    ['missing keys', OTHER],
    ['other bytes under an id', SAME_ID],
  ])('erases what %s can never decrypt, after which a start succeeds', async (_what, environment) => {
    const author = await app.signedIn();
    await app.database.query('DELETE FROM outbox');
    const [plain, read, reusable, sealed] = [
      await app.createNote({ label: 'a label' }, author),
      await app.createNote({ content: 'read' }),
      await app.createNote({ keep_before_expiration: true, expires_in: 3_600 }),
      await app.createSealedNote('sealed'),
    ];
    await app.read(read);
    const { body: webhook } = await app.http.post(
      at('/me/webhooks'),
      { url: 'https://example.com', events: ['note.created'] },
      author,
    );
    await app.database.query('DELETE FROM outbox');
    await app.signUp(newEmail());
    expect(await starts(environment)).toBe(false);
    const lost = await run(environment, 'lost');
    expect(lost.split('\n')).toEqual([
      expect.stringMatching(
        /^NOTE_ENCRYPTION_KEYS test \(fingerprint [0-9a-f]{8}\): \d notes, 1 labels, 0 mails, 1 webhooks$/,
      ),
      expect.stringMatching(
        /^MAIL_ENCRYPTION_KEYS test \(fingerprint [0-9a-f]{8}\): 0 notes, 0 labels, 1 mails, 0 webhooks$/,
      ),
    ]);
    for (const ring of ['NOTE_ENCRYPTION_KEYS', 'MAIL_ENCRYPTION_KEYS']) {
      const preview = await run(environment, 'erase', ring, 'test');
      expect(preview).toContain('Nothing has been erased');
      const items = /--confirm (\d+)$/.exec(preview)?.[1] ?? '';
      const wrong = run(environment, 'erase', ring, 'test', '--confirm', `${items}0`);
      await expect(wrong).rejects.toThrow('nothing has been erased');
      expect(await run(environment, 'erase', ring, 'test', '--confirm', items)).toMatch(/^erased: /);
    }
    expect(await run(environment, 'lost')).toMatch(/^no key is lost/);
    expect(await starts(environment)).toBe(true);
    expect((await app.http.get(at('/note'), author)).status).toBe(200);
    for (const note of [plain, reusable]) expect((await app.read(note)).status).toBe(404);
    expect(await app.row(read)).toMatchObject({ deleted_at: null, read_at: expect.anything() });
    expect(await app.row(sealed)).toMatchObject({ deleted_at: null, read_at: null });
    expect(await app.database.query('SELECT id FROM note WHERE label IS NOT NULL')).toEqual([]);
    const endpoint = at(`/me/webhooks/${Object(webhook).id}`);
    expect((await app.http.get(endpoint, author)).body).not.toHaveProperty('public_key');
    expect((await app.http.post(`${endpoint}/secret`, undefined, author)).status).toBe(201);
  });

  it('erases data of earlier versions, which name only the id, once no configured key has it', async () => {
    await app.createNote();
    await app.database.query('UPDATE note_payload SET key_fingerprint = NULL');
    await app.database.query('DELETE FROM encryption_key');
    expect(await run(SAME_ID, 'lost')).toMatch(/^no key is lost/);
    expect(await run(OTHER, 'lost')).toBe(
      'NOTE_ENCRYPTION_KEYS test (fingerprint unknown): 1 notes, 0 labels, 0 mails, 0 webhooks',
    );
    await run(OTHER, 'erase', ...notes('--confirm', '1'));
    expect(await starts(OTHER)).toBe(true);
  });

  it('lists each key with what it encrypts, and says which can be removed', async () => {
    await app.createNote();
    const environment = { NOTE_ENCRYPTION_KEYS: `${ringOf('next')},${ringOf('test', TEST_KEY)}` };
    expect(await starts(environment)).toBe(true);
    const states = async () =>
      (await run(environment, 'list'))
        .split('\n')
        .filter((line) => line.startsWith('NOTE_ENCRYPTION_KEYS'))
        .map((line) => line.replace(/ \(fingerprint [0-9a-f]{8}\)/, ''));
    const next = 'NOTE_ENCRYPTION_KEYS next: 0 notes, 0 labels, 0 mails, 0 webhooks: encrypts';
    expect(await states()).toEqual([
      next,
      'NOTE_ENCRYPTION_KEYS test: 1 notes, 0 labels, 0 mails, 0 webhooks: decrypts stored data: keep it',
    ]);
    await app.database.query('DELETE FROM note_payload');
    expect(await states()).toEqual([
      next,
      'NOTE_ENCRYPTION_KEYS test: 0 notes, 0 labels, 0 mails, 0 webhooks: no stored data needs it: it can be removed',
    ]);
    expect(await run({}, 'list')).toContain('next');
  });

  it('removes the record of other bytes that encrypted nothing', async () => {
    expect(await run(OTHER, 'lost')).toMatch(/^no key is lost/);
    const environment = { NOTE_ENCRYPTION_KEYS: SAME_ID.NOTE_ENCRYPTION_KEYS };
    expect(await starts(environment)).toBe(false);
    await run(environment, 'erase', ...notes('--confirm', '0'));
    expect(await starts(environment)).toBe(true);
  });

  it.each([
    [],
    ['list', 'x'],
    ['lost', 'x'],
    ['erase'],
    ['erase', 'x'],
    ['erase', ...notes('--confirm')],
    ['erase', ...notes('--confirm', 'all')],
    ['erase', ...notes('--yes', '1')],
  ])('explains itself for "%s %s %s %s %s"', async (...parameters) => {
    expect(await run({}, ...parameters.filter((each) => each !== undefined))).toBe('usage');
  });
});
