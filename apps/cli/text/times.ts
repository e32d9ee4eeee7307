const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `in 7 days (7 Dec 2026, 21:45)` */
export function relativeTime(time: Date, now = new Date()): string {
  const seconds = Math.round((time.getTime() - now.getTime()) / 1_000);
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  const relative = new Intl.RelativeTimeFormat('en-GB').format(Math.round(seconds / length), unit);
  const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(time);
  return `${relative} (${exact})`;
}

const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 } as const;

/** Seconds of `90s`, `15m`, `24h`, `7d`, `2w`; null for anything else. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^([1-9]\d{0,8})([smhdw])$/.exec(text.trim()) ?? [];
  if (count === undefined || unit === undefined || !isUnit(unit)) return null;
  return Number(count) * SECONDS[unit];
}

function isUnit(text: string): text is keyof typeof SECONDS {
  return text in SECONDS;
}

/** `7d` or `90m`, as `--expires` takes it. */
export function durationText(seconds: unknown): string {
  if (typeof seconds !== 'number') return 'never';
  const [unit, size] = Object.entries(SECONDS).findLast(
    ([name, one]) => name !== 'w' && seconds % one === 0,
  ) ?? ['s', 1];
  return `${seconds / size}${unit}`;
}
