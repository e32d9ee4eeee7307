const PRESETS = ['1h', '12h', '1d', '3d', '7d'] as const;
type Preset = (typeof PRESETS)[number];

export const EXPIRY_CHOICES = [...PRESETS, 'longest', 'custom', 'never'] as const;
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number];

export interface Lifetime {
  expiry: ExpiryChoice;
  /** Value of a `datetime-local` field, for the choice `custom`. */
  customTime: string;
  reusable: boolean;
}

const HOUR_SECONDS = 3_600;
const PRESET_SECONDS: Record<Preset, number> = {
  '1h': HOUR_SECONDS,
  '12h': 12 * HOUR_SECONDS,
  '1d': 24 * HOUR_SECONDS,
  '3d': 72 * HOUR_SECONDS,
  '7d': 168 * HOUR_SECONDS,
};
const DEFAULT: Preset = '7d';
/** A hundred years, the limit of the API. */
const LONGEST_CUSTOM_SECONDS = 36_525 * 24 * HOUR_SECONDS;

export function expiryChoices(maxSeconds: number | null): ExpiryChoice[] {
  if (maxSeconds === null) return [...PRESETS, 'custom', 'never'];
  const presets = PRESETS.filter((preset) => PRESET_SECONDS[preset] <= maxSeconds);
  const isBetweenPresets =
    maxSeconds < PRESET_SECONDS[DEFAULT] && !presets.some((preset) => PRESET_SECONDS[preset] === maxSeconds);
  return [...presets, ...(isBetweenPresets ? ['longest' as const] : []), 'custom'];
}

/** The choice itself if the server honours it for this note, otherwise the longest preset. */
export function honouredExpiry({ expiry, reusable }: Lifetime, maxSeconds: number | null): ExpiryChoice {
  const choices = expiryChoices(maxSeconds);
  if (choices.includes(expiry) && !(expiry === 'never' && reusable)) return expiry;
  return choices.findLast((choice) => choice !== 'custom' && choice !== 'never') ?? DEFAULT;
}

/** Difference between two times of one clock. @returns null for never, undefined if the custom time is out of range */
export function lifetimeSeconds(
  lifetime: Lifetime,
  now: Date,
  maxSeconds: number | null,
): number | null | undefined {
  const choice = honouredExpiry(lifetime, maxSeconds);
  if (choice === 'never') return null;
  if (choice === 'longest') return maxSeconds;
  if (choice !== 'custom') return PRESET_SECONDS[choice];
  const time = new Date(lifetime.customTime).getTime();
  const { earliest, latest } = customRange(now, maxSeconds);
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
