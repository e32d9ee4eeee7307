const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Tolerance for the delay between link and mail, so that the text still says 24 hours. */
const TOLERANCE_MS = 2 * MINUTE_MS;

/** Sentences such as "This link works once and expires on …"; empty without an expiry. */
export function lifetimeSentences(linkExpiresAt: string | undefined, now: Date): string[] {
  if (linkExpiresAt === undefined) return [];
  const end = new Date(linkExpiresAt);
  const duration = durationText(end.getTime() - now.getTime() + TOLERANCE_MS);
  return [
    `This link works once and expires on ${formatTime(end)}. That's ${duration} after this email was sent.`,
  ];
}

function durationText(durationMs: number): string {
  const hours = Math.floor(durationMs / HOUR_MS);
  const isHours = hours >= 2 || (hours === 1 && durationMs < HOUR_MS + 2 * TOLERANCE_MS);
  const minutes = Math.max(1, Math.floor((durationMs - TOLERANCE_MS) / MINUTE_MS));
  return isHours ? unitText(hours, 'hour') : unitText(minutes, 'minute');
}

function unitText(amount: number, unit: 'hour' | 'minute'): string {
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

export function formatTime(time: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(time)} UTC`;
}
