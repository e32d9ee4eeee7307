import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Secret } from '#libs/config';
import { generateBackupKey, restoreBackup } from '#libs/database';
import { createLogger } from '#libs/observability';
import { createTestDatabase, type TestDatabase } from '../../../libs/database/testing/test-database.js';
import { ScheduledBackups, type BackupSchedule } from './scheduled-backups.js';

const DAY_MS = 86_400_000;
const OLD = 'onasty-20250101T000000Z.backup';
const logger = createLogger('standalone', { level: 'silent', format: 'json' });
let source: TestDatabase;
let target: TestDatabase;
let folder: string;

beforeAll(async () => {
  source = await createTestDatabase();
  target = await createTestDatabase();
  await source.query(`INSERT INTO user_account (id, email, email_key)
    VALUES (gen_random_uuid(), 'ada@example.com', 'ada@example.com')`);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onasty-backups-'));
});
afterAll(async () => {
  await source.drop();
  await target.drop();
});

const backupsWith = (schedule: Partial<BackupSchedule> = {}) =>
  new ScheduledBackups(
    new Secret(source.url),
    { folder, intervalMs: DAY_MS, keepMs: 14 * DAY_MS, recipient: undefined, ...schedule },
    logger,
  );
const writeOld = async () => {
  await writeFile(join(folder, OLD), '');
  await utimes(join(folder, OLD), 0, 1_000);
};

it('writes a first backup at once, and none while the last one is recent', async () => {
  const first = backupsWith();
  await first.start();
  await expect.poll(() => first.lastSuccessMs).not.toBeNull();
  await first.stop();
  const names = await readdir(folder);
  expect(names).toEqual([expect.stringMatching(/^onasty-\d{8}T\d{6}Z\.backup$/)]);
  const second = backupsWith();
  await second.start();
  expect(Math.abs(Date.now() - (second.lastSuccessMs ?? 0))).toBeLessThan(DAY_MS);
  await second.stop();
  expect(await readdir(folder)).toEqual(names);
  await rm(folder, { recursive: true });
});

it('deletes its old backups, and no other file', async () => {
  await writeOld();
  await writeFile(join(folder, 'notes.txt'), '');
  await utimes(join(folder, 'notes.txt'), 0, 1_000);
  const file = await backupsWith().backUp();
  expect((await readdir(folder)).map((name) => join(folder, name)).toSorted()).toEqual(
    [join(folder, 'notes.txt'), file].toSorted(),
  );
  await rm(folder, { recursive: true });
});

it('keeps the last backup, however old, if no new one succeeds', async () => {
  await writeOld();
  const failing = new ScheduledBackups(
    new Secret('postgresql://ada@127.0.0.1:1/none'),
    { folder, intervalMs: DAY_MS, keepMs: DAY_MS, recipient: undefined },
    logger,
  );
  await expect(failing.backUp()).rejects.toThrow();
  expect(await readdir(folder)).toEqual([OLD]);
  await rm(folder, { recursive: true });
});

it('encrypts to a public key, and restores with the private key alone', async () => {
  const { recipient, file: key } = await generateBackupKey();
  const file = await backupsWith({ recipient }).backUp();
  expect(file).toMatch(/\.age$/);
  expect(await readFile(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> X25519 /);
  const url = new Secret(target.url);
  await expect(restoreBackup(url, file)).rejects.toThrow(/is encrypted.*--key/);
  const { file: another } = await generateBackupKey();
  await expect(restoreBackup(url, file, another)).rejects.toThrow('does not open the backup');
  await restoreBackup(url, file, key);
  expect(await target.query('SELECT email FROM user_account')).toEqual([{ email: 'ada@example.com' }]);
  await rm(folder, { recursive: true });
});
