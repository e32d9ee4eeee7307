const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A mail is written some seconds after its link was made, and still speaks of 24 hours. */
const UNDERWAY_MS = 2 * MINUTE_MS;

/** `This link works for 24 hours, until Friday, 20 November 2026 at 14:05 UTC, and once.` Nothing for a link whose end is not told. */
export function lifeOf(linkExpiresAt: string | undefined, now: Date): string[] {
  if (linkExpiresAt === undefined) return [];
  const end = new Date(linkExpiresAt);
  const left = amountOf(end.getTime() - now.getTime() + UNDERWAY_MS);
  return [`This link works for ${left}, until ${timeOf(end)}, and once.`];
}

/** Whole hours, or minutes below two hours that are not one: not more than there is. */
function amountOf(durationMs: number): string {
  const hours = Math.floor(durationMs / HOUR_MS);
  const isHours = hours >= 2 || (hours === 1 && durationMs < HOUR_MS + 2 * UNDERWAY_MS);
  const minutes = Math.max(1, Math.floor((durationMs - UNDERWAY_MS) / MINUTE_MS));
  return isHours ? inWords(hours, 'hour') : inWords(minutes, 'minute');
}

function inWords(amount: number, unit: 'hour' | 'minute'): string {
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/** `Friday, 20 November 2026 at 14:05 UTC` */
export function timeOf(time: Date): string {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
  return `${words.format(time)} UTC`;
}
