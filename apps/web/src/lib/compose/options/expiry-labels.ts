import { formatLanguages, isolate } from '$lib/formats.js';
import { m } from '$lib/paraglide/messages.js';
import { exactTime } from '$lib/time.js';
import { durationText } from './duration-text.js';
import { customRange, type ExpiryChoice } from './expiry.js';

const LABELS: Record<Exclude<ExpiryChoice, 'longest'>, () => string> = {
  '1h': m.expiry_1h,
  '12h': m.expiry_12h,
  '1d': m.expiry_1d,
  '3d': m.expiry_3d,
  '7d': m.expiry_7d,
  custom: m.expiry_custom,
  never: m.expiry_never,
};

export function expiryLabel(choice: ExpiryChoice, maxSeconds: number | null): string {
  return choice === 'longest' ? durationText(maxSeconds ?? 0, formatLanguages()) : LABELS[choice]();
}

export function expiryRangeText(now: Date, maxSeconds: number | null): string {
  const { latest } = customRange(now, maxSeconds);
  return m.problem_expiry_out_of_range({ latest: isolate(exactTime(latest, formatLanguages())) });
}
