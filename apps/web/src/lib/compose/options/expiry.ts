export const EXPIRY_CHOICES = ['1h', '12h', '1d', '3d', '7d', 'custom', 'never'] as const;
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number];

export interface Lifetime {
  expiry: ExpiryChoice;
  /** Value of a `datetime-local` field, for the choice `custom`. */
  customTime: string;
  reusable: boolean;
}

const HOUR_MS = 3_600_000;
const LIFETIME_MS = new Map<ExpiryChoice, number>([
  ['1h', HOUR_MS],
  ['12h', 12 * HOUR_MS],
  ['1d', 24 * HOUR_MS],
  ['3d', 72 * HOUR_MS],
  ['7d', 168 * HOUR_MS],
]);

/** @returns null for never, undefined if the custom time is missing or not in the future */
export function expiryOf(choice: ExpiryChoice, custom: string, now: Date): Date | null | undefined {
  if (choice === 'never') return null;
  const lifetimeMs = LIFETIME_MS.get(choice);
  if (lifetimeMs !== undefined) return new Date(now.getTime() + lifetimeMs);
  const time = new Date(custom);
  return time.getTime() > now.getTime() ? time : undefined;
}

/** Formats a time for a `datetime-local` field. */
export function localInputValue(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
