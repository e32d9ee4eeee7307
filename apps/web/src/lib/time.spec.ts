import { describe, expect, it } from 'vitest';
import { exactTime, relativeTime, shortTime } from './time.js';

const now = new Date('2026-11-20T12:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const HOUR_MS = 3_600_000;

describe('relativeTime', () => {
  it.each([
    [0, 'now'],
    [30_000, 'in 30 seconds'],
    [-180_000, '3 minutes ago'],
    [59.5 * 60_000, 'in 1 hour'],
    [12 * HOUR_MS, 'in 12 hours'],
    [24 * HOUR_MS - 1_000, 'tomorrow'],
    [168 * HOUR_MS - 1_000, 'in 7 days'],
  ])('formats %i ms as "%s"', (ms, text) => {
    expect(relativeTime(after(ms), now, 'en')).toBe(text);
  });

  it('uses the given language', () => {
    expect(relativeTime(after(-180_000), now, 'de')).toBe('vor 3 Minuten');
  });
});

describe('exactTime', () => {
  it('contains weekday, date, year and time', () => {
    expect(exactTime(now, 'en-GB')).toMatch(/Friday.*20 November 2026.*\d{2}:\d{2}/);
  });
});

describe('shortTime', () => {
  it('names the weekday within a week', () => {
    expect(shortTime(after(48 * HOUR_MS), now, 'en-GB')).toMatch(/Sunday.*\d{2}:\d{2}/);
  });

  it('names the date when the weekday would be ambiguous', () => {
    expect(shortTime(after(168 * HOUR_MS), now, 'en-GB')).toMatch(/27 November.*\d{2}:\d{2}/);
  });
});
