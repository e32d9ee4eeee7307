const HOUR_MS = 3_600_000;

/** `This link works for 24 hours, until Friday, 20 November 2026 at 14:05 UTC.` Nothing for a link whose end is not told. */
export function lifeOf(linkExpiresAt: string | undefined, now: Date): string[] {
  if (linkExpiresAt === undefined) return [];
  const end = new Date(linkExpiresAt);
  const hours = Math.max(1, Math.round((end.getTime() - now.getTime()) / HOUR_MS));
  const amount = new Intl.NumberFormat('en', { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(
    hours,
  );
  return [`This link works for ${amount}, until ${timeOf(end)}, and once.`];
}

/** `Friday, 20 November 2026 at 14:05 UTC` */
export function timeOf(time: Date): string {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
  return `${words.format(time)} UTC`;
}
