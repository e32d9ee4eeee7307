import type { ClientInit } from '@sveltejs/kit';
import { getLocale, getTextDirection } from '$lib/paraglide/runtime.js';

/** Nothing to repair, as in nearly every address. */
const INTACT = /^\/(?:secret\/[\w-]+|change-email\/stop|oauth\/callback|[\w-]*)(?:#(?:t=|code=)?[\w-]{43})?$/;

/** Runs before the router reads the address. Prerendered pages have the base locale. */
export const init: ClientInit = async () => {
  document.documentElement.lang = getLocale();
  document.documentElement.dir = getTextDirection();
  const { pathname, search, hash } = location;
  const address = pathname + search + hash;
  if (INTACT.test(address)) return;
  const { repairAddress } = await import('$lib/links/link.js');
  const repaired = repairAddress(address);
  if (repaired === null) return;
  if (new URL(repaired, location.href).pathname === pathname) {
    history.replaceState(history.state, '', repaired);
    return;
  }
  location.replace(repaired);
  await new Promise(() => undefined);
};
