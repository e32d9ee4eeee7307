import { describe, expect, it } from 'vitest';
import { exactTime, relativeTime, shortTime } from './time.js';

const now = new Date(2026, 10, 20, 12);
const after = (ms: number) => new Date(now.getTime() + ms);
const HOUR_MS = 3_600_000;

describe('relativeTime', () => {
  it.each([
    [-180_000, '3 minutes ago'],
    [-60_000, '1 minute ago'],
    [59.5 * 60_000, 'in 1 hour'],
    [12 * HOUR_MS, 'in 12 hours'],
    [24 * HOUR_MS - 1_000, 'tomorrow'],
    [-24 * HOUR_MS, 'yesterday'],
    [168 * HOUR_MS - 1_000, 'in 7 days'],
  ])('formats %i ms as "%s"', (ms, text) => {
    expect(relativeTime(after(ms), now, 'en')).toBe(text);
  });

  it.each([-50_000, -1_000, 0, 1_000, 30_000])('counts no seconds: %i ms', (ms) => {
    expect(relativeTime(after(ms), now, 'en')).toBeNull();
  });

  it.each([
    ['en', 25, 'in 1 day'],
    ['en', -34, '1 day ago'],
    ['de', 49, 'in 2 Tagen'],
  ])('names no other day than the one of the calendar: %s, %i hours', (language, hours, text) => {
    const evening = new Date(2026, 10, 20, hours > 0 ? 23 : 1, 30);
    expect(relativeTime(new Date(evening.getTime() + hours * HOUR_MS), evening, language)).toBe(text);
  });

  it('uses the given language', () => {
    expect(relativeTime(after(-180_000), now, 'de')).toBe('vor 3 Minuten');
  });
});

describe('exactTime', () => {
  it.each([
    ['en-GB', /^Friday,? 20 November 2026 at 12:00$/],
    ['en-US', /^Friday, November 20, 2026 at 12:00\sPM$/],
    ['de-DE', /^Freitag, 20\. November 2026 um 12:00$/],
    ['ar-EG', /٢٠ نوفمبر ٢٠٢٦/],
  ])('follows the conventions of %s', (language, text) => {
    expect(exactTime(now, [language])).toMatch(text);
  });
});

describe('shortTime', () => {
  it.each([
    ['within a week', 48, 'en-GB', /^Sunday,? (at )?12:00$/],
    ['when the weekday would be ambiguous', 168, 'en-GB', /^27 November(,| at) 12:00$/],
    ['in another year', 60 * 24, 'en-GB', /^19 January 2027(,| at) 12:00$/],
    ['in a past year', -400 * 24, 'en-GB', /^16 October 2025(,| at) 1[23]:00$/],
    ['of Germany', 168, 'de-DE', /^27\. November um 12:00$/],
    ['of the United States', 168, 'en-US', /^November 27 at 12:00\sPM$/],
    ['of Egypt', 168, 'ar-EG', /٢٧ نوفمبر/],
  ])('has one reading %s', (_when, hours, language, text) => {
    expect(shortTime(after(hours * HOUR_MS), now, [language])).toMatch(text);
  });
});
