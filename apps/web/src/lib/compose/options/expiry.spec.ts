import { describe, expect, it } from 'vitest';
import {
  customRange,
  expiryChoices,
  honouredExpiry,
  lifetimeSeconds,
  localInputValue,
  type ExpiryChoice,
  type Lifetime,
  type LifetimeRules,
} from './expiry.js';

const now = new Date('2026-11-20T12:00:00Z');
const HOUR = 3_600;
const DAY = 24 * HOUR;

function lifetimeOf(expiry: ExpiryChoice, fields: Partial<Lifetime> = {}): Lifetime {
  return { expiry, customTime: '', reusable: false, ...fields };
}

/** Rules of a server with a maximum. */
function upTo(maxTtlSeconds: number | null, preselected = 7 * DAY): LifetimeRules {
  const preselectedTtlSeconds = Math.min(preselected, maxTtlSeconds ?? Infinity);
  return { maxTtlSeconds, preselectedTtlSeconds, lifetimesSeconds: null };
}

const LISTED: LifetimeRules = {
  maxTtlSeconds: null,
  preselectedTtlSeconds: 2 * DAY,
  lifetimesSeconds: [HOUR, 2 * DAY, null],
};

describe('expiryChoices', () => {
  it.each<[LifetimeRules, string[]]>([
    [upTo(null), ['3600s', '43200s', '86400s', '259200s', '604800s', 'custom', 'never']],
    [upTo(30 * DAY), ['3600s', '43200s', '86400s', '259200s', '604800s', 'custom']],
    [upTo(DAY), ['3600s', '43200s', '86400s', 'custom']],
    [upTo(36 * HOUR), ['3600s', '43200s', '86400s', '129600s', 'custom']],
    [upTo(30 * 60), ['1800s', 'custom']],
    [upTo(30 * DAY, 14 * DAY), ['3600s', '43200s', '86400s', '259200s', '604800s', '1209600s', 'custom']],
    [LISTED, ['3600s', '172800s', 'never']],
  ])('offers what %j allows', (rules, choices) => {
    expect(expiryChoices(rules)).toEqual(choices);
  });
});

describe('honouredExpiry', () => {
  it.each<[Lifetime, LifetimeRules, ExpiryChoice]>([
    [lifetimeOf('preselected'), upTo(null), '604800s'],
    [lifetimeOf('preselected'), LISTED, '172800s'],
    [lifetimeOf('259200s'), upTo(null), '259200s'],
    [lifetimeOf('259200s'), LISTED, '172800s'],
    [lifetimeOf('never'), upTo(null), 'never'],
    [lifetimeOf('never'), LISTED, 'never'],
    [lifetimeOf('never', { reusable: true }), upTo(null), '604800s'],
    [lifetimeOf('604800s'), upTo(DAY), '86400s'],
    [lifetimeOf('never'), upTo(DAY), '86400s'],
    [lifetimeOf('604800s'), upTo(36 * HOUR), '129600s'],
    [lifetimeOf('custom'), upTo(30 * 60), 'custom'],
    [lifetimeOf('custom'), LISTED, '172800s'],
    [lifetimeOf('custom', { isChanged: false }), LISTED, 'custom'],
  ])('of %o under %j is %s', (lifetime, rules, honoured) => {
    expect(honouredExpiry(lifetime, rules)).toBe(honoured);
  });
});

describe('lifetimeSeconds', () => {
  it.each<[ExpiryChoice, LifetimeRules, number | null]>([
    ['preselected', upTo(null), 7 * DAY],
    ['3600s', upTo(null), HOUR],
    ['never', upTo(null), null],
    ['604800s', upTo(36 * HOUR), 36 * HOUR],
    ['never', upTo(DAY), DAY],
    ['never', LISTED, null],
  ])('of %s under %j is %s', (expiry, rules, seconds) => {
    expect(lifetimeSeconds(lifetimeOf(expiry), now, rules)).toBe(seconds);
  });

  it('of a custom time is the time until then', () => {
    const customTime = localInputValue(new Date(now.getTime() + 90 * 60_000));
    expect(lifetimeSeconds(lifetimeOf('custom', { customTime }), now, upTo(null))).toBe(90 * 60);
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
    expect(lifetimeSeconds(lifetimeOf('custom', { customTime }), now, upTo(maxSeconds))).toBeUndefined();
  });
});

describe('customRange', () => {
  it.each([null, DAY, 1_000 * 365 * DAY])(
    'under a limit of %s s has ends that are accepted',
    (maxSeconds) => {
      for (const time of Object.values(customRange(now, maxSeconds))) {
        const lifetime = lifetimeOf('custom', { customTime: time.toISOString() });
        expect(lifetimeSeconds(lifetime, now, upTo(maxSeconds))).toBeGreaterThanOrEqual(1);
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
