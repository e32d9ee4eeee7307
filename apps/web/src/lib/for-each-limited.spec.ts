import { expect, it } from 'vitest';
import { forEachLimited } from './for-each-limited.js';

const ITEMS = ['a', 'b', 'c', 'd', 'e'];

it('runs the work on each item, at most as many at a time as allowed', async () => {
  const done: string[] = [];
  let running = 0;
  let most = 0;
  await forEachLimited(ITEMS, 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    done.push(item);
    running -= 1;
  });
  expect(done).toEqual(ITEMS);
  expect(most).toBe(2);
});

it('starts no more after a failure, and reports it once the others have ended', async () => {
  const started: string[] = [];
  const ended: string[] = [];
  const work = async (item: string) => {
    started.push(item);
    if (item === 'a') throw new Error('offline');
    await Promise.resolve();
    await Promise.resolve();
    ended.push(item);
  };
  await expect(forEachLimited(ITEMS, 2, work)).rejects.toThrow('offline');
  expect(started).toEqual(['a', 'b']);
  expect(ended).toEqual(['b']);
});

it('does nothing without items', async () => {
  await forEachLimited([], 4, () => Promise.reject(new Error('called')));
});
