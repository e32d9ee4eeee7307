const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const PRESETS = [HOUR_SECONDS, 12 * HOUR_SECONDS, DAY_SECONDS, 3 * DAY_SECONDS, 7 * DAY_SECONDS];
/** A hundred years, the limit of the API. */
const LONGEST_CUSTOM_SECONDS = 36_525 * DAY_SECONDS;

/** A lifetime such as `3600s`, or the one that the server preselects. */
export type ExpiryChoice = `${number}s` | 'preselected' | 'custom' | 'never';

export interface Lifetime {
  expiry: ExpiryChoice;
  /** Value of a `datetime-local` field, for the choice `custom`. */
  customTime: string;
  reusable: boolean;
  /** False for the lifetime of an existing note that stays as it is. */
  isChanged?: boolean;
}

/** Rules of the server. */
export interface LifetimeRules {
  /** Null: no maximum. */
  maxTtlSeconds: number | null;
  preselectedTtlSeconds: number;
  /** Lifetimes to choose from; a null among them stands for no expiry. Null if the author may choose any. */
  lifetimesSeconds: readonly (number | null)[] | null;
}

export function isExpiryChoice(value: unknown): value is ExpiryChoice {
  return typeof value === 'string' && /^(\d+s|preselected|custom|never)$/.test(value);
}

/** Returns null for a choice that states no duration. */
export function secondsOf(choice: ExpiryChoice): number | null {
  return /^\d/.test(choice) ? Number.parseInt(choice) : null;
}

export function expiryChoices(rules: LifetimeRules): ExpiryChoice[] {
  const { maxTtlSeconds: max, preselectedTtlSeconds, lifetimesSeconds } = rules;
  if (lifetimesSeconds !== null) return lifetimesSeconds.map(choiceOf);
  const offered = new Set([...PRESETS, preselectedTtlSeconds]);
  const allowed = [...offered].filter((seconds) => seconds <= (max ?? Infinity)).toSorted((a, b) => a - b);
  return [...allowed.map(choiceOf), 'custom', ...(max === null ? ['never' as const] : [])];
}

/** The choice itself if the server honours it for this note, otherwise the preselected one. */
export function honouredExpiry(lifetime: Lifetime, rules: LifetimeRules): ExpiryChoice {
  const { expiry, reusable, isChanged = true } = lifetime;
  const isHonoured = expiryChoices(rules).includes(expiry) && !(expiry === 'never' && reusable);
  return isHonoured || !isChanged ? expiry : choiceOf(rules.preselectedTtlSeconds);
}

/** Difference between two times of one clock. @returns null for never, undefined if the custom time is out of range */
export function lifetimeSeconds(
  lifetime: Lifetime,
  now: Date,
  rules: LifetimeRules,
): number | null | undefined {
  const choice = honouredExpiry(lifetime, rules);
  if (choice !== 'custom') return secondsOf(choice);
  const time = new Date(lifetime.customTime).getTime();
  const { earliest, latest } = customRange(now, rules.maxTtlSeconds);
  if (!(time >= earliest.getTime() && time <= latest.getTime())) return undefined;
  return Math.floor((time - now.getTime()) / 1_000);
}

export function customRange(now: Date, maxSeconds: number | null): { earliest: Date; latest: Date } {
  const longest = Math.min(maxSeconds ?? LONGEST_CUSTOM_SECONDS, LONGEST_CUSTOM_SECONDS);
  return { earliest: new Date(now.getTime() + 1_000), latest: new Date(now.getTime() + longest * 1_000) };
}

/** Formats a time for a `datetime-local` field. */
export function localInputValue(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function choiceOf(seconds: number | null): ExpiryChoice {
  return seconds === null ? 'never' : `${seconds}s`;
}
