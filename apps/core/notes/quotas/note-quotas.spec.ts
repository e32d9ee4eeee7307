import { beforeEach, describe, expect, it } from 'vitest';
import { EphemeralState } from '#libs/redis';
import { Secret } from '#libs/config';
import { AccountRooms } from './account-rooms.js';
import { NoteQuotas } from './note-quotas.js';
import { StorageUsage } from './storage-usage.js';

const DAILY_BYTES = 100;
const WRITER = { authorId: 'ada' };
const nothing = () => Promise.resolve(0);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe("the day's quota", () => {
  let quotas: NoteQuotas;

  beforeEach(() => {
    quotas = new NoteQuotas(
      new AccountRooms({ storedBytesOfAuthor: nothing }, { notes: { maxAccountBytes: 1_000_000 } }),
      new StorageUsage({ storedBytes: nothing }, { notes: { maxTotalBytes: 1_000_000 } }, silent),
      { notes: { dailyBytes: DAILY_BYTES }, rateLimit: { enabled: true } },
      new EphemeralState({
        url: undefined,
        keys: new Secret({ activeId: 'k', keys: new Map() }),
        logger: silent,
      }),
    );
  });

  const takeAll = () => quotas.take(WRITER, DAILY_BYTES);
  const store = (work: () => Promise<boolean>) => quotas.store(WRITER, DAILY_BYTES, work, Boolean);

  it('is used up by what was stored', async () => {
    await takeAll();
    await store(() => Promise.resolve(true));
    expect(await quotas.take(WRITER, 1)).toMatchObject({ code: 'note.daily_limit' });
  });

  it('is whole again when nothing was stored after all', async () => {
    await takeAll();
    await store(() => Promise.resolve(false));
    expect(await takeAll()).toBeNull();
  });

  it('is whole again when storing failed', async () => {
    await takeAll();
    await expect(store(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
    expect(await takeAll()).toBeNull();
  });
});
