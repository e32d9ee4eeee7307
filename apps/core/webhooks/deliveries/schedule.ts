const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds after each failed attempt: eight attempts within 24 hours. */
const DELAYS_SECONDS = [5, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 15 * HOUR];

export const MAX_ATTEMPTS = DELAYS_SECONDS.length + 1;
/** Least share of a delay: spreads the attempts of deliveries that failed together. */
const LEAST_SHARE = 0.8;

/** Returns null after the last attempt. */
export function delayAfter(attempts: number, random: () => number = Math.random): number | null {
  const delay = DELAYS_SECONDS[attempts - 1];
  return delay === undefined ? null : delay * (LEAST_SHARE + (1 - LEAST_SHARE) * random());
}
