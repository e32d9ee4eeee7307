export const EXPIRY_CHOICES = ['1h', '12h', '1d', '3d', '7d', 'custom', 'never'] as const;
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number];

/** How long a note lives, as it is being chosen. */
export interface Lifetime {
  expiry: ExpiryChoice;
  /** What a `datetime-local` field holds, for the choice `custom`. */
  customTime: string;
  /** Readable until it expires, rather than once. */
  kept: boolean;
}

const HOUR_MS = 3_600_000;
const LIFE_MS = new Map<ExpiryChoice, number>([
  ['1h', HOUR_MS],
  ['12h', 12 * HOUR_MS],
  ['1d', 24 * HOUR_MS],
  ['3d', 72 * HOUR_MS],
  ['7d', 168 * HOUR_MS],
]);

/**
 * When a note expires.
 *
 * @param custom what a `datetime-local` field holds, in the time of the reader's device
 * @returns null for never; undefined while an own time is missing or not in the future
 */
export function expiryOf(choice: ExpiryChoice, custom: string, now: Date): Date | null | undefined {
  if (choice === 'never') return null;
  const lifeMs = LIFE_MS.get(choice);
  if (lifeMs !== undefined) return new Date(now.getTime() + lifeMs);
  const time = new Date(custom);
  return time.getTime() > now.getTime() ? time : undefined;
}

/** A time as a `datetime-local` field wants it. */
export function localInputValue(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
