import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '#libs/config';
import { Database } from '#libs/database';
import { createTestDatabase } from '../../../../libs/database/testing/test-database.js';
import { testEnvironment } from '../../testing/test-environment.js';
import { chargedBytes } from './note-cost.js';
import { StorageUsage } from './storage-usage.js';
import { StorageRepository } from './storage.repository.js';

const MAX_BYTES = 10_000;
const FULL = 'rejecting new notes: storage limit reached';
const FREE = 'accepting new notes: storage is free again';

const testDatabase = await createTestDatabase();
const configWith = (limits: Record<string, string>) =>
  loadConfig('core', { ...testEnvironment, DATABASE_URL: testDatabase.url, ...limits });
const database = Database.open(configWith({}).database);
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

let repository: StorageRepository;
let usage: StorageUsage;
let messages: string[];

const log = (_fields: object, message: string) => void messages.push(message);

function createUsage(limits: Record<string, string>): void {
  repository = new StorageRepository(database);
  usage = new StorageUsage(repository, configWith(limits), { info: log, warn: log, error: log });
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  await testDatabase.query('TRUNCATE note, note_payload');
  messages = [];
});
afterEach(() => void vi.useRealTimers());

/** Replaces the stored notes by one that is charged this number of bytes; 0: by none. */
async function setStored(bytes: number, authorId: string | null = null): Promise<void> {
  await testDatabase.query('TRUNCATE note, note_payload');
  if (bytes === 0) return;
  const id = randomUUID();
  await testDatabase.query(
    `INSERT INTO note (id, sealed, has_password, keep_before_expiration, receipt_hash)
     VALUES ($1, false, false, false, $2)`,
    [id, Buffer.from(id)],
  );
  await testDatabase.query('INSERT INTO note_payload (note_id, content, author_id) VALUES ($1, $2, $3)', [
    id,
    Buffer.alloc(bytes - chargedBytes(0)),
    authorId,
  ]);
}

/** Makes every measurement fail while the work runs. */
async function withoutPayloads(work: () => Promise<void>): Promise<void> {
  await testDatabase.query('ALTER TABLE note_payload RENAME TO note_payload_away');
  try {
    await work();
  } finally {
    await testDatabase.query('ALTER TABLE note_payload_away RENAME TO note_payload');
  }
}

const isAccepted = (bytes: number, authorId: string | null = null) =>
  usage.reserve(authorId, bytes).then(
    () => true,
    () => false,
  );
const logged = (message: string) => messages.filter((text) => text === message).length;

describe('storage usage of the instance', () => {
  beforeEach(() => createUsage({ NOTE_MAX_TOTAL_BYTES: String(MAX_BYTES) }));

  it('is measured before the first note is accepted', async () => {
    const measurements = vi.spyOn(repository, 'storedBytes');
    await setStored(MAX_BYTES);
    usage.onApplicationBootstrap();
    await expect(usage.reserve(null, 1)).rejects.toMatchObject({ code: 'note.no_room' });
    expect(measurements).toHaveBeenCalledOnce();
  });

  it('is measured at most once a second while PostgreSQL is down, and rejects no note', async () => {
    const measurements = vi.spyOn(repository, 'storedBytes');
    await withoutPayloads(async () => {
      usage.onApplicationBootstrap();
      for (let note = 0; note < 5; note += 1) expect(await isAccepted(1)).toBe(true);
      expect([measurements.mock.calls.length, usage.usedBytes]).toEqual([1, null]);
      vi.advanceTimersByTime(1_001);
      for (let note = 0; note < 5; note += 1) await isAccepted(1);
      expect(measurements).toHaveBeenCalledTimes(2);
    });
    expect(logged('could not measure note storage')).toBe(2);
  });

  it('is measured once a second while storage is full, also if a measurement fails', async () => {
    const measurements = vi.spyOn(repository, 'storedBytes');
    await setStored(MAX_BYTES);
    await usage.measure();
    await withoutPayloads(async () => {
      for (let second = 0; second < 3; second += 1) {
        vi.advanceTimersByTime(1_001);
        for (let note = 0; note < 5; note += 1) expect(await isAccepted(1)).toBe(false);
      }
    });
    expect(measurements).toHaveBeenCalledTimes(4);
  });

  it('includes the bytes reserved since the last measurement', async () => {
    await usage.measure();
    expect([await isAccepted(6_000), await isAccepted(6_000), await isAccepted(4_000)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('is logged as full at the first rejection, and as free once a share is free', async () => {
    await setStored(MAX_BYTES - 50);
    await usage.measure();
    expect(logged(FULL)).toBe(0);
    for (let turn = 0; turn < 10; turn += 1) {
      expect([await isAccepted(50), await isAccepted(60)]).toEqual([true, false]);
      await usage.measure();
    }
    expect([logged(FULL), logged(FREE)]).toEqual([1, 0]);
    await setStored(MAX_BYTES - 100);
    await usage.measure();
    await usage.measure();
    expect([logged(FULL), logged(FREE)]).toEqual([1, 1]);
    expect(await isAccepted(110)).toBe(false);
    expect(logged(FULL)).toBe(2);
  });
});

describe('storage usage of an account', () => {
  const [ada, bob] = [randomUUID(), randomUUID()];
  beforeEach(() => createUsage({ NOTE_MAX_ACCOUNT_BYTES: String(MAX_BYTES) }));

  it('is measured once for parallel notes, which together stay within the limit', async () => {
    const measurements = vi.spyOn(repository, 'storedBytesOfAuthor');
    const accepted = await Promise.all(Array.from({ length: 15 }, () => isAccepted(1_000, ada)));
    expect(accepted.filter(Boolean)).toHaveLength(10);
    expect(await isAccepted(MAX_BYTES, bob)).toBe(true);
    expect(measurements.mock.calls).toEqual([[ada], [bob]]);
  });

  it('is measured again after a second if it is full, and after ten seconds if it is not', async () => {
    await setStored(9_500, ada);
    await expect(usage.reserve(ada, 1_000)).rejects.toMatchObject({ code: 'note.account_full' });
    await setStored(0, ada);
    expect(await isAccepted(1_000, ada)).toBe(false);
    vi.advanceTimersByTime(1_001);
    expect(await isAccepted(1_000, ada)).toBe(true);
    await setStored(MAX_BYTES, ada);
    vi.advanceTimersByTime(9_000);
    expect(await isAccepted(1_000, ada)).toBe(true);
    vi.advanceTimersByTime(1_001);
    expect(await isAccepted(1_000, ada)).toBe(false);
  });

  it('is measured again after a measurement failed', async () => {
    await withoutPayloads(async () => expect(await isAccepted(1_000, ada)).toBe(false));
    expect(await isAccepted(1_000, ada)).toBe(true);
  });
});
