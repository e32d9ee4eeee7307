import { describe, expect, it } from 'vitest';
import { CachedGauge } from './cached-gauge.js';

describe('CachedGauge', () => {
  it('reads once for scrapes at the same time, and again once the value is old', async () => {
    let [reads, now] = [0, 0];
    const gauge = new CachedGauge(() => Promise.resolve((reads += 1)), { freshMs: 100, now: () => now });
    expect(await Promise.all([gauge.take(), gauge.take(), gauge.take()])).toEqual([1, 1, 1]);
    now = 99;
    expect(await gauge.take()).toBe(1);
    now = 100;
    expect(await gauge.take()).toBe(2);
  });

  it('returns null while the read fails, and recovers', async () => {
    let fails = true;
    const read = () => (fails ? Promise.reject(new Error('down')) : Promise.resolve(7));
    const gauge = new CachedGauge(read);
    expect(await gauge.take()).toBeNull();
    fails = false;
    expect(await gauge.take()).toBe(7);
  });

  it('returns null rather than a stale value, and does not delay a scrape', async () => {
    let [now, reads] = [0, 0];
    const hanging = new Promise<number>(() => undefined);
    const read = () => ((reads += 1) === 1 ? Promise.resolve(1) : hanging);
    const gauge = new CachedGauge(read, { freshMs: 100, waitMs: 1, now: () => now });
    expect(await gauge.take()).toBe(1);
    now = 100;
    expect(await gauge.take()).toBeNull();
    expect(await gauge.take()).toBeNull();
    expect(reads).toBe(2);
  });
});
