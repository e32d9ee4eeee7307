import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccountRooms } from './account-rooms.js';

describe('the room of an account', () => {
  let stored: number | Error;
  let looks: string[];
  let rooms: AccountRooms;

  beforeEach(() => {
    vi.useFakeTimers();
    [stored, looks] = [0, []];
    const storedBytesOf = (authorId: string) => {
      looks.push(authorId);
      return stored instanceof Error ? Promise.reject(stored) : Promise.resolve(stored);
    };
    rooms = new AccountRooms({ storedBytesOfAuthor: storedBytesOf }, { notes: { maxAccountBytes: 1_000 } });
  });
  afterEach(() => void vi.useRealTimers());

  it('is looked at once for many notes, which together do not pass it', async () => {
    const taken = await Promise.all(Array.from({ length: 15 }, () => rooms.take('ada', 100)));
    expect(taken.filter(Boolean)).toHaveLength(10);
    expect(await rooms.take('bob', 1_000)).toBe(true);
    expect(looks).toEqual(['ada', 'bob']);
  });

  it('is looked at again after a second when it is full, and after ten when it is not', async () => {
    stored = 950;
    expect(await rooms.take('ada', 100)).toBe(false);
    stored = 0;
    expect(await rooms.take('ada', 100)).toBe(false);
    vi.advanceTimersByTime(1_001);
    expect(await rooms.take('ada', 100)).toBe(true);
    stored = 1_000;
    vi.advanceTimersByTime(9_000);
    expect(await rooms.take('ada', 100)).toBe(true);
    vi.advanceTimersByTime(1_001);
    expect(await rooms.take('ada', 100)).toBe(false);
  });

  it('is looked at again when nobody could look', async () => {
    stored = new Error('away');
    await expect(rooms.take('ada', 100)).rejects.toThrow('away');
    stored = 0;
    expect(await rooms.take('ada', 100)).toBe(true);
  });
});
