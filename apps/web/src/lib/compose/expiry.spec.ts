import { describe, expect, it } from 'vitest';
import { EXPIRY_CHOICES, expiryOf, localInputValue } from './expiry.js';

const now = new Date('2026-11-20T12:00:00Z');

describe('when a note expires', () => {
  it.each([
    ['1h', '2026-11-20T13:00:00.000Z'],
    ['12h', '2026-11-21T00:00:00.000Z'],
    ['1d', '2026-11-21T12:00:00.000Z'],
    ['3d', '2026-11-23T12:00:00.000Z'],
    ['7d', '2026-11-27T12:00:00.000Z'],
  ] as const)('%s from now is %s', (choice, expected) => {
    expect(expiryOf(choice, '', now)?.toISOString()).toBe(expected);
  });

  it('is never when never was chosen', () => {
    expect(expiryOf('never', '2026-11-21T00:00', now)).toBeNull();
  });

  it.each(['', 'nonsense', '2020-01-01T00:00'])('is unknown for the own time "%s"', (custom) => {
    expect(expiryOf('custom', custom, now)).toBeUndefined();
  });

  it('is unknown for an own time of this very moment', () => {
    expect(expiryOf('custom', now.toISOString(), now)).toBeUndefined();
  });

  it('has an answer for each choice that the form offers', () => {
    const custom = localInputValue(new Date(now.getTime() + 60_000));
    expect(EXPIRY_CHOICES.filter((choice) => expiryOf(choice, custom, now) === undefined)).toEqual([]);
  });
});

describe('the own time', () => {
  it('comes back from the field as the minute that went in', () => {
    const time = new Date('2026-12-24T18:30:00Z');
    expect(expiryOf('custom', localInputValue(time), now)?.getTime()).toBe(time.getTime());
  });
});
