import { describe, expect, it } from 'vitest';
import { FairQueue } from './fair-queue.js';

async function order(jobs: Array<[name: string, client: string, isUrgent?: boolean]>): Promise<string[]> {
  const queue = new FairQueue();
  const done: string[] = [];
  for (const [name, client, isUrgent = false] of jobs)
    queue.enqueue(async () => void done.push(name), { client, isUrgent });
  expect(queue.size).toBe(jobs.length);
  for (let job = queue.dequeue(); job !== undefined; job = queue.dequeue()) await job();
  expect(queue.size).toBe(0);
  return done;
}

describe('FairQueue', () => {
  it('serves one client after the other, and each in its order', async () => {
    const jobs: Array<[string, string]> = [
      ['a1', 'a'],
      ['a2', 'a'],
      ['a3', 'a'],
      ['b1', 'b'],
      ['c1', 'c'],
      ['b2', 'b'],
    ];
    expect(await order(jobs)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
  });

  it('serves urgent jobs first', async () => {
    const jobs: Array<[string, string, boolean]> = [
      ['note 1', 'a', false],
      ['note 2', 'a', false],
      ['sign-in 1', 'a', true],
      ['sign-in 2', 'b', true],
    ];
    expect(await order(jobs)).toEqual(['sign-in 1', 'sign-in 2', 'note 1', 'note 2']);
  });
});
