const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const WAITS_MS = [
  10 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
];

/** How often the mail server is tried while it fails, and how long a mail waits meanwhile. */
export const PROBE_EVERY_MS = 15 * SECOND_MS;

/**
 * When a mail is tried again, in milliseconds since 1970; null when that would be too late to be of use.
 *
 * @param attempts that failed, 1 or more
 * @param random from 0 to 1: spreads each wait by a fifth, so that what failed together does not come back together
 */
export function nextAttemptAt(
  attempts: number,
  nowMs: number,
  deadlineMs: number,
  random: number,
): number | null {
  const waitMs = WAITS_MS[attempts - 1] ?? HOUR_MS;
  const atMs = nowMs + Math.round(waitMs * (0.8 + 0.4 * random));
  return atMs < deadlineMs ? atMs : null;
}
