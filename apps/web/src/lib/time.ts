const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** "in 7 days", "3 minutes ago" */
export function relativeTime(time: Date, now: Date, language: string): string {
  const differenceMs = time.getTime() - now.getTime();
  const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(differenceMs) >= ms * 0.95) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    Math.round(differenceMs / unitMs),
    unit,
  );
}

/** "Friday 27 November 2026 at 14:05" */
export function exactTime(time: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(time);
}

/** "Friday 14:05" within a week, otherwise "27 November 14:05" */
export function shortTime(time: Date, now: Date, language: string): string {
  const withinWeek = Math.abs(time.getTime() - now.getTime()) < 6 * 86_400_000;
  const day: Intl.DateTimeFormatOptions = withinWeek
    ? { weekday: 'long' }
    : { day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(language, { ...day, hour: 'numeric', minute: '2-digit' }).format(time);
}
