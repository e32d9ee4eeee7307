import type { ClientInit } from '@sveltejs/kit';
import { isIntact } from '$lib/links/intact.js';
import { getLocale, getTextDirection } from '$lib/paraglide/runtime.js';

/** Runs before the router reads the address. Prerendered pages have the base locale. */
export const init: ClientInit = async () => {
  document.documentElement.lang = getLocale();
  document.documentElement.dir = getTextDirection();
  const { pathname, search, hash } = location;
  const address = pathname + search + hash;
  if (isIntact(address)) return;
  const { isRoutable, repairAddress } = await import('$lib/links/repair.js');
  const fallback = pathname.startsWith('/secret') ? '/secret' : '/404';
  const repaired = repairAddress(address) ?? (isRoutable(pathname) ? null : fallback);
  if (repaired === null) return;
  if (new URL(repaired, location.href).pathname === pathname) {
    history.replaceState(history.state, '', repaired);
    return;
  }
  location.replace(repaired);
  await new Promise(() => undefined);
};
