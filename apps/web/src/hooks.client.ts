import { getLocale, getTextDirection } from '$lib/paraglide/runtime.js';

/** Prerendered pages have the base locale. */
export function init(): void {
  document.documentElement.lang = getLocale();
  document.documentElement.dir = getTextDirection();
}
