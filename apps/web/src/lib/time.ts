const DAY_MS = 86_400_000;
/** Units with their seconds. */
export const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

type Languages = string | string[];

/** "in 7 days", "3 minutes ago"; null under a minute, for which seconds would pretend a precision. */
export function relativeTime(time: Date, now: Date, language: Languages): string | null {
  const differenceMs = time.getTime() - now.getTime();
  const [unit, seconds] = UNITS.find(([, size]) => Math.abs(differenceMs) >= size * 950) ?? ['second', 1];
  if (unit === 'second') return null;
  const amount = Math.round(differenceMs / (seconds * 1_000));
  // 25 hours after 23:30 is not "tomorrow".
  const numeric = unit !== 'day' || calendarDays(now, time) === amount ? 'auto' : 'always';
  return new Intl.RelativeTimeFormat(language, { numeric }).format(amount, unit);
}

/** "Friday 27 November 2026 at 14:05" */
export function exactTime(time: Date, languages: Languages): string {
  return new Intl.DateTimeFormat(languages, { dateStyle: 'full', timeStyle: 'short' }).format(time);
}

/** "Friday 14:05" within a week, otherwise "27 November 14:05", with another year "27 November 2027 14:05" */
export function shortTime(time: Date, now: Date, languages: Languages): string {
  const withinWeek = Math.abs(time.getTime() - now.getTime()) < 6 * DAY_MS;
  const day: Intl.DateTimeFormatOptions = withinWeek
    ? { weekday: 'long' }
    : { day: 'numeric', month: 'long', ...(time.getFullYear() !== now.getFullYear() && { year: 'numeric' }) };
  return new Intl.DateTimeFormat(languages, { ...day, hour: 'numeric', minute: '2-digit' }).format(time);
}

function calendarDays(from: Date, to: Date): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
}

function startOfDay(time: Date): number {
  return Date.UTC(time.getFullYear(), time.getMonth(), time.getDate());
}
