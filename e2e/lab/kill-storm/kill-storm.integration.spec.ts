import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandalone } from './storm-target.js';
import { storm } from './storm.js';

/** Some 15 s on a quiet machine; `npm run lab -- storm kill` goes on for as long as it is told. */
const WITHIN_MS = 400_000;
const SETTINGS = { notes: 100, kills: 4, readers: 3, concurrency: 8 };

describe('standalone, killed with -9 every second or so', () => {
  let target: Awaited<ReturnType<typeof startStandalone>>;

  beforeAll(async () => {
    target = await startStandalone();
  });
  afterAll(async () => {
    await target.product.stop();
    await target.remove();
  });

  it(
    'loses no note, shows none twice and garbles none',
    async () => {
      const result = await storm(target.product, SETTINGS);
      expect(result).toMatchObject({ lost: 0, readTwice: 0, garbled: 0 });
      expect(result.notes).toBeGreaterThanOrEqual(SETTINGS.notes);
      expect(result.kills).toBeGreaterThanOrEqual(SETTINGS.kills);
      expect(result.failed).toBeGreaterThan(0);
    },
    WITHIN_MS,
  );
});
