import { describe, expect, it } from 'vitest';
import { EXPIRY_CHOICES, expiryOf, localInputValue } from './expiry.js';

const now = new Date('2026-11-20T12:00:00Z');

describe('expiryOf', () => {
  it.each([
    ['1h', '2026-11-20T13:00:00.000Z'],
    ['12h', '2026-11-21T00:00:00.000Z'],
    ['1d', '2026-11-21T12:00:00.000Z'],
    ['3d', '2026-11-23T12:00:00.000Z'],
    ['7d', '2026-11-27T12:00:00.000Z'],
  ] as const)('resolves %s to %s', (choice, expected) => {
    expect(expiryOf(choice, '', now)?.toISOString()).toBe(expected);
  });

  it('returns null for never', () => {
    expect(expiryOf('never', '2026-11-21T00:00', now)).toBeNull();
  });

  it.each(['', 'nonsense', '2020-01-01T00:00'])('returns undefined for the custom time "%s"', (custom) => {
    expect(expiryOf('custom', custom, now)).toBeUndefined();
  });

  it('returns undefined for the current time', () => {
    expect(expiryOf('custom', now.toISOString(), now)).toBeUndefined();
  });

  it('supports every choice of the form', () => {
    const custom = localInputValue(new Date(now.getTime() + 60_000));
    expect(EXPIRY_CHOICES.filter((choice) => expiryOf(choice, custom, now) === undefined)).toEqual([]);
  });
});

describe('localInputValue', () => {
  it('formats a time that expiryOf parses to the same minute', () => {
    const time = new Date('2026-12-24T18:30:00Z');
    expect(expiryOf('custom', localInputValue(time), now)?.getTime()).toBe(time.getTime());
  });
});
