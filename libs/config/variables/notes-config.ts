import type { Variable } from '../variable.js';
import { variables } from '../variables.js';

type Read = <T>(variable: Variable<T>) => T;

const DAY_SECONDS = 86_400;
/** Lifetime of a note whose sender, mostly a program, gives none. */
const DEFAULT_LIFETIME_SECONDS = 30 * DAY_SECONDS;
/** Lifetime that a form shows, and its sender can change. */
const PRESELECTED_LIFETIME_SECONDS = 7 * DAY_SECONDS;

export function notesConfig(read: Read) {
  const maxTtlSeconds = read(variables.NOTE_MAX_TTL) ?? null;
  const chosenSeconds = read(variables.NOTE_DEFAULT_TTL);
  const lifetimesSeconds = read(variables.NOTE_LIFETIMES) ?? null;
  const longestUpTo = (seconds: number) =>
    Math.min(longestOf(lifetimesSeconds, seconds), maxTtlSeconds ?? Infinity);
  return {
    policy: {
      needsSignIn: read(variables.CREATE_NOTES) === 'signed-in',
      /** Infinity stands for no expiry. Null if any lifetime is allowed. */
      lifetimesSeconds,
      needsPassword: read(variables.NOTE_PASSWORD) === 'required',
      allowsReusable: read(variables.REUSABLE_NOTES),
      allowsCustomLinks: read(variables.CUSTOM_LINKS),
    },
    encryptionKeys: read(variables.NOTE_ENCRYPTION_KEYS),
    maxBytes: read(variables.NOTE_MAX_BYTES),
    maxAccountBytes: read(variables.NOTE_MAX_ACCOUNT_BYTES),
    dailyBytes: read(variables.NOTE_DAILY_BYTES),
    maxTotalBytes: read(variables.NOTE_MAX_TOTAL_BYTES),
    dailyNotes: read(variables.NOTE_DAILY_NOTES),
    defaultTtlSeconds: chosenSeconds ?? longestUpTo(DEFAULT_LIFETIME_SECONDS),
    preselectedTtlSeconds: chosenSeconds ?? longestUpTo(PRESELECTED_LIFETIME_SECONDS),
    maxTtlSeconds,
    readLeaseSeconds: read(variables.READ_LEASE) / 1_000,
  };
}

/** Longest of the allowed lifetimes up to a limit, otherwise the shortest. @param allowed in ascending order */
function longestOf(allowed: readonly number[] | null, limit: number): number {
  return allowed?.findLast((seconds) => seconds <= limit) ?? allowed?.[0] ?? limit;
}
