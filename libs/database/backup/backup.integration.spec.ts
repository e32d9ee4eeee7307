import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { restoreBackup, writeBackup } from '../index.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';

const TABLES = ['user_account', 'user_identity', 'session', 'note', 'note_payload', 'encryption_key'];

let source: TestDatabase;
let folder: string;
const opened: TestDatabase[] = [];

async function newDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  opened.push(database);
  return database;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onasty-backup-'));
  source = await newDatabase();
  await source.query(`INSERT INTO user_account (id, email, email_key, activated_at, notes_created)
    SELECT gen_random_uuid(), 'ada' || n || '@example.com', 'ada' || n || '@example.com', now(), n FROM generate_series(1, 1200) n`);
  await source.query(`INSERT INTO user_identity (provider, subject, user_id)
    SELECT 'https://idp.example.com', E'a "subject"\\n\\\\', id FROM user_account LIMIT 1`);
  await source.query(`INSERT INTO session (id, user_id, expires_at, browser, network)
    SELECT gen_random_uuid(), id, now() + interval '1 day', 'Firefox', '192.0.2.x' FROM user_account LIMIT 1`);
  await source.query(`INSERT INTO encryption_key VALUES ('NOTE_ENCRYPTION_KEYS', 'k1', '\\x00ff')`);
  for (const [slug, readAt] of [
    ['read', 'now()'],
    ['unread', 'NULL'],
  ])
    await source.query(`
      WITH note AS (
        INSERT INTO note (id, slug, sealed, has_password, keep_before_expiration, receipt_hash, sweep_at, read_at, recent_read_keys)
        VALUES (gen_random_uuid(), '${slug}', true, false, false, decode(md5('${slug}'), 'hex'), now(), ${readAt},
                ARRAY['\\x01'::bytea, '\\x02']) RETURNING id)
      INSERT INTO note_payload (note_id, content) SELECT id, 'the content' FROM note`);
});
afterAll(async () => {
  for (const database of opened) await database.drop();
  await rm(folder, { recursive: true });
});

const urlOf = ({ url }: TestDatabase) => new Secret(url);
const rowsOf = async (database: TestDatabase, table: string): Promise<unknown[]> => {
  const rows = await database.query(`SELECT to_jsonb(t)::text AS row FROM ${table} AS t ORDER BY 1`);
  return rows.map(({ row }): unknown => row);
};
const backedUp = async (name: string, withContent = false): Promise<string> => {
  const file = join(folder, name);
  await writeBackup(urlOf(source), file, { withContent });
  return file;
};

describe('a backup', () => {
  it('has no content, and is readable to its owner alone', async () => {
    const file = await backedUp('one');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = gunzipSync(await readFile(file)).toString();
    expect(text).toContain('ada1@example.com');
    expect(text).not.toContain(Buffer.from('the content').toString('hex'));
  });

  it('never writes into the file of another process, nor over an earlier one', async () => {
    await writeFile(join(folder, 'busy.partial'), 'of another process');
    await expect(backedUp('busy')).rejects.toThrow('EEXIST');
    expect(await readFile(join(folder, 'busy.partial'), 'utf8')).toBe('of another process');
    await writeFile(join(folder, 'there'), 'an earlier backup');
    await expect(backedUp('there')).rejects.toThrow('exists');
    expect(await readFile(join(folder, 'there'), 'utf8')).toBe('an earlier backup');
  });

  it('restores everything but content, unread notes and sessions', async () => {
    const target = await newDatabase();
    await restoreBackup(urlOf(target), await backedUp('two'));
    for (const table of ['user_account', 'user_identity', 'encryption_key'])
      expect(await rowsOf(target, table)).toEqual(await rowsOf(source, table));
    expect(await target.query('SELECT slug, recent_read_keys FROM note')).toEqual([
      { slug: 'read', recent_read_keys: [Buffer.from([1]), Buffer.from([2])] },
    ]);
    for (const table of ['session', 'note_payload']) expect(await rowsOf(target, table)).toEqual([]);
  });

  it('moves unread notes as well if it has their content', async () => {
    const target = await newDatabase();
    const rows = await restoreBackup(urlOf(target), await backedUp('three', true));
    const sizes = await Promise.all(TABLES.map(async (table) => (await rowsOf(source, table)).length));
    expect(rows).toBe(sizes.reduce((sum, size) => sum + size, 0));
    for (const table of TABLES.filter((name) => name !== 'session'))
      expect(await rowsOf(target, table)).toEqual(await rowsOf(source, table));
    expect(await rowsOf(target, 'session')).toEqual([]);
  });

  it('is not restored over data', async () => {
    await expect(restoreBackup(urlOf(source), await backedUp('four'))).rejects.toThrow('has data');
  });

  it.each<[string, (text: string) => Buffer]>([
    ['that is cut', (text) => gzipSync(text).subarray(0, -200)],
    ['that lacks a row', (text) => gzipSync(text.replace(/user_account .*\n/, ''))],
    ['that lacks its end', (text) => gzipSync(text.replace(/\d+\n$/, ''))],
    ['of another program', () => gzipSync('CREATE TABLE note')],
    ['that is not compressed', (text) => Buffer.from(text)],
    ['that is empty', () => Buffer.alloc(0)],
    [
      'of another version',
      (text) => gzipSync(text.replace(/"migrations":\["[^"]*"/, '"migrations":["other"')),
    ],
    ['of an unknown table', (text) => gzipSync(text.replace(/\nuser_account /, '\npg_class '))],
  ])('%s restores nothing', async (what, damage) => {
    const target = await newDatabase();
    const whole = gunzipSync(await readFile(await backedUp(`whole ${what}`))).toString();
    const file = join(folder, `damaged ${what}`);
    await writeFile(file, damage(whole));
    await expect(restoreBackup(urlOf(target), file)).rejects.toThrow(/no complete backup|another version/);
    expect(await rowsOf(target, 'user_account')).toEqual([]);
  });
});
