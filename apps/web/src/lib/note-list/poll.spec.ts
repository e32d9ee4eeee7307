import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { poll, type PollResult } from './poll.js';

const MINUTE_MS = 60_000;
let page: { hidden: boolean; onLine: boolean };
let events: EventTarget;
let checks = 0;
let result: PollResult = 'same';
let stop: () => void;

const start = (requests = 1) => {
  stop = poll(
    async () => {
      checks += 1;
      return result;
    },
    () => requests,
  );
};
const checksIn = async (minutes: number) => {
  checks = 0;
  await vi.advanceTimersByTimeAsync(minutes * MINUTE_MS);
  return checks;
};

beforeEach(() => {
  vi.useFakeTimers();
  events = new EventTarget();
  page = { hidden: false, onLine: true };
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', page);
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  [checks, result] = [0, 'same'];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('checks often after news, less often without, and not at all in the end', async () => {
  start();
  expect(await checksIn(1)).toBeGreaterThanOrEqual(3);
  const later = await checksIn(60);
  expect(later).toBeGreaterThan(10);
  expect(later).toBeLessThan(25);
  await checksIn(180);
  expect(await checksIn(600)).toBe(0);
  events.dispatchEvent(new Event('focus'));
  result = 'changed';
  expect(await checksIn(1)).toBeGreaterThanOrEqual(5);
});

it('backs off faster while the server fails', async () => {
  result = 'failed';
  start();
  expect(await checksIn(5)).toBeLessThanOrEqual(5);
});

it.each<[string, Partial<typeof page>]>([
  ['hidden', { hidden: true }],
  ['offline', { onLine: false }],
])('pauses while the page is %s, and checks at once afterwards', async (_what, change) => {
  start();
  Object.assign(page, change);
  events.dispatchEvent(new Event('visibilitychange'));
  expect(await checksIn(10)).toBe(0);
  Object.assign(page, { hidden: false, onLine: true });
  events.dispatchEvent(new Event('online'));
  expect(checks).toBe(1);
});

it('does not repeat a check that no request can change, and spreads one of many requests', async () => {
  start(0);
  expect(await checksIn(60)).toBe(0);
  stop();
  start(50);
  expect(await checksIn(8)).toBe(0);
});

it('does nothing once stopped', async () => {
  start();
  stop();
  events.dispatchEvent(new Event('focus'));
  expect(await checksIn(10)).toBe(0);
});
