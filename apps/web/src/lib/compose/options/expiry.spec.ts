import { describe, expect, it } from 'vitest';
import {
  customRange,
  expiryChoices,
  honouredExpiry,
  lifetimeSeconds,
  localInputValue,
  type ExpiryChoice,
  type Lifetime,
} from './expiry.js';

const now = new Date('2026-11-20T12:00:00Z');
const HOUR = 3_600;
const DAY = 24 * HOUR;

function lifetimeOf(expiry: ExpiryChoice, fields: Partial<Lifetime> = {}): Lifetime {
  return { expiry, customTime: '', reusable: false, ...fields };
}

describe('expiryChoices', () => {
  it.each([
    [null, ['1h', '12h', '1d', '3d', '7d', 'custom', 'never']],
    [30 * DAY, ['1h', '12h', '1d', '3d', '7d', 'custom']],
    [7 * DAY, ['1h', '12h', '1d', '3d', '7d', 'custom']],
    [DAY, ['1h', '12h', '1d', 'custom']],
    [36 * HOUR, ['1h', '12h', '1d', 'longest', 'custom']],
    [HOUR, ['1h', 'custom']],
    [30 * 60, ['longest', 'custom']],
  ])('offers what a limit of %s s allows', (maxSeconds, choices) => {
    expect(expiryChoices(maxSeconds)).toEqual(choices);
  });
});

describe('honouredExpiry', () => {
  it.each<[Lifetime, number | null, ExpiryChoice]>([
    [lifetimeOf('3d'), null, '3d'],
    [lifetimeOf('never'), null, 'never'],
    [lifetimeOf('never', { reusable: true }), null, '7d'],
    [lifetimeOf('7d'), DAY, '1d'],
    [lifetimeOf('never'), DAY, '1d'],
    [lifetimeOf('never', { reusable: true }), 30 * DAY, '7d'],
    [lifetimeOf('7d'), 36 * HOUR, 'longest'],
    [lifetimeOf('1h'), 30 * 60, 'longest'],
    [lifetimeOf('custom'), 30 * 60, 'custom'],
    [lifetimeOf('longest'), null, '7d'],
  ])('of %o under a limit of %s s is %s', (lifetime, maxSeconds, honoured) => {
    expect(honouredExpiry(lifetime, maxSeconds)).toBe(honoured);
  });
});

describe('lifetimeSeconds', () => {
  it.each([
    ['1h', null, HOUR],
    ['12h', null, 12 * HOUR],
    ['1d', null, DAY],
    ['3d', null, 3 * DAY],
    ['7d', null, 7 * DAY],
    ['never', null, null],
    ['7d', 36 * HOUR, 36 * HOUR],
    ['never', DAY, DAY],
  ] as const)('of %s under a limit of %s s is %s', (expiry, maxSeconds, seconds) => {
    expect(lifetimeSeconds(lifetimeOf(expiry), now, maxSeconds)).toBe(seconds);
  });

  it('of a custom time is the time until then', () => {
    const customTime = localInputValue(new Date(now.getTime() + 90 * 60_000));
    expect(lifetimeSeconds(lifetimeOf('custom', { customTime }), now, null)).toBe(90 * 60);
  });

  it.each([
    ['a missing time', '', null],
    ['nonsense', 'nonsense', null],
    ['the past', '2020-01-01T00:00', null],
    ['now', now.toISOString(), null],
    ['a time after the limit of the server', new Date(now.getTime() + 2 * DAY * 1_000).toISOString(), DAY],
    ['the end of the calendar', '9999-12-31T23:59', null],
    ['a year of five digits', '12026-11-20T12:00', null],
    ['a year of six digits', '+212026-11-20T12:00', null],
  ])('is undefined for %s', (_, customTime, maxSeconds) => {
    expect(lifetimeSeconds(lifetimeOf('custom', { customTime }), now, maxSeconds)).toBeUndefined();
  });
});

describe('customRange', () => {
  it.each([null, DAY, 1_000 * 365 * DAY])(
    'under a limit of %s s has ends that are accepted',
    (maxSeconds) => {
      for (const time of Object.values(customRange(now, maxSeconds))) {
        const lifetime = lifetimeOf('custom', { customTime: time.toISOString() });
        expect(lifetimeSeconds(lifetime, now, maxSeconds)).toBeGreaterThanOrEqual(1);
      }
    },
  );
});

describe('localInputValue', () => {
  it('formats a time that is parsed to the same minute', () => {
    const time = new Date('2026-12-24T18:30:00Z');
    expect(new Date(localInputValue(time))).toEqual(time);
  });
});
