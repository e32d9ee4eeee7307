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

/** Interval of probes while the mail server fails, and the delay of each mail. */
export const PROBE_EVERY_MS = 15 * SECOND_MS;

/** Returns null past the deadline. The spread keeps mails that failed together from retrying together. */
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
