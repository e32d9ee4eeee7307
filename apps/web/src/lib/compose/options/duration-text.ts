import { UNITS } from '../../time.js';

/** "36 hours" */
export function durationText(seconds: number, languages: string | string[]): string {
  const [unit, unitSeconds] = UNITS.find(([, size]) => seconds >= size && seconds % size === 0) ?? [
    'second',
    1,
  ];
  const format = new Intl.NumberFormat(languages, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(seconds / unitSeconds);
}
