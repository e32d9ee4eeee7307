import { formatLanguages, isolate } from '$lib/formats.js';
import { m } from '$lib/paraglide/messages.js';
import { getLocale } from '$lib/paraglide/runtime.js';
import { exactTime } from '$lib/time.js';
import { durationText } from './duration-text.js';
import { customRange, secondsOf, type ExpiryChoice } from './expiry.js';

export function expiryLabel(choice: ExpiryChoice): string {
  const seconds = secondsOf(choice);
  if (seconds !== null) return durationText(seconds, getLocale());
  return choice === 'never' ? m.expiry_never() : m.expiry_custom();
}

export function expiryRangeText(now: Date, maxSeconds: number | null): string {
  const { latest } = customRange(now, maxSeconds);
  return m.problem_expiry_out_of_range({ latest: isolate(exactTime(latest, formatLanguages())) });
}
