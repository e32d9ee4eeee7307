import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageUsage } from './storage-usage.js';

const MAX_BYTES = 1_000;
const FULL = /^notes are refused/;
const AGAIN = /^there is room for notes again/;

describe('the room for notes', () => {
  let stored: number | Error;
  let looks: number;
  let said: string[];
  let room: StorageUsage;

  beforeEach(() => {
    vi.useFakeTimers();
    [stored, looks, said] = [0, 0, []];
    const storedBytes = () => {
      looks += 1;
      return stored instanceof Error ? Promise.reject(stored) : Promise.resolve(stored);
    };
    const say = (_fields: object, message: string) => void said.push(message);
    const config = { notes: { maxTotalBytes: MAX_BYTES } };
    room = new StorageUsage({ storedBytes }, config, { info: say, warn: say, error: say });
  });
  afterEach(() => void vi.useRealTimers());

  const linesLike = (pattern: RegExp) => said.filter((message) => pattern.test(message)).length;

  it('is known before the first note is taken', async () => {
    stored = MAX_BYTES;
    room.onApplicationBootstrap();
    expect(await room.take(1)).toBe(false);
    expect(looks).toBe(1);
  });

  it('does not keep a core from starting while nobody can look, and is asked for once a second then', async () => {
    stored = new Error('away');
    room.onApplicationBootstrap();
    for (let note = 0; note < 5; note += 1) expect(await room.take(1)).toBe(true);
    expect([looks, room.usedBytes]).toEqual([1, null]);
    vi.advanceTimersByTime(1_001);
    for (let note = 0; note < 5; note += 1) await room.take(1);
    expect(looks).toBe(2);
  });

  it('is looked for once a second while there is none, also when nobody can look', async () => {
    stored = MAX_BYTES;
    await room.look();
    stored = new Error('away');
    for (let second = 0; second < 3; second += 1) {
      vi.advanceTimersByTime(1_001);
      for (let note = 0; note < 5; note += 1) expect(await room.take(1)).toBe(false);
    }
    expect(looks).toBe(4);
  });

  it('counts what was taken since the last look', async () => {
    await room.look();
    expect([await room.take(600), await room.take(600), await room.take(400)]).toEqual([true, false, true]);
  });

  it('is said to be full at the first refusal, and to be free again once, however many notes come and go', async () => {
    await room.look();
    stored = MAX_BYTES - 5;
    await room.look();
    expect(linesLike(FULL)).toBe(0);
    for (let turn = 0; turn < 10; turn += 1) {
      expect([await room.take(5), await room.take(6)]).toEqual([true, false]);
      await room.look();
    }
    expect([linesLike(FULL), linesLike(AGAIN)]).toEqual([1, 0]);
    stored = MAX_BYTES - 10;
    await room.look();
    await room.look();
    expect([linesLike(FULL), linesLike(AGAIN)]).toEqual([1, 1]);
    expect(await room.take(11)).toBe(false);
    expect(linesLike(FULL)).toBe(2);
  });
});
