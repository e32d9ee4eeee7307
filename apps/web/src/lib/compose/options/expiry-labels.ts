import { m } from '$lib/paraglide/messages.js';
import type { ExpiryChoice } from './expiry.js';

export const EXPIRY_LABELS: Record<ExpiryChoice, () => string> = {
  '1h': m.expiry_1h,
  '12h': m.expiry_12h,
  '1d': m.expiry_1d,
  '3d': m.expiry_3d,
  '7d': m.expiry_7d,
  custom: m.expiry_custom,
  never: m.expiry_never,
};
