import { describe, expect, it } from 'vitest';
import { ActivityWindow } from './activity-window.js';

const NONE = { requests: 0, rejected: 0, failed: 0, stored_bytes: 0 };

describe('ActivityWindow', () => {
  it.each([
    ['requests', 1_500],
    ['rejected', 20],
    ['failed', 20],
    ['stored_bytes', 10_000_000],
  ])('reports a client with many %s, and not one with fewer', (amount, limit) => {
    const window = new ActivityWindow();
    window.add('busy', { [amount]: limit - 1 });
    window.add('busy', { [amount]: 1 });
    window.add('calm', { [amount]: limit - 1 });
    expect(window.busiest()).toEqual([['busy', { ...NONE, [amount]: limit }]]);
  });

  it('reports the five busiest by each amount, and each client once', () => {
    const window = new ActivityWindow();
    for (let client = 1; client <= 9; client += 1)
      window.add(`c${client}`, { failed: 100 * client, rejected: 100 * client });
    window.add('c1', { stored_bytes: 20_000_000 });
    const names = window.busiest().map(([client]) => client);
    expect(names.toSorted()).toEqual(['c1', 'c5', 'c6', 'c7', 'c8', 'c9']);
  });

  it('bounds its memory, and still counts the clients that it knows', () => {
    const window = new ActivityWindow();
    window.add('first', { failed: 10 });
    for (let client = 0; client < 20_000; client += 1) window.add(`c${client}`, { requests: 1 });
    window.add('late', { failed: 1_000 });
    window.add('first', { failed: 10 });
    expect(window.busiest().map(([client]) => client)).toEqual(['first']);
  });
});
