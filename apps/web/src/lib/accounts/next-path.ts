/** Where signing in may lead. Nothing else, so that a link can't send anybody elsewhere or do something by being opened. */
const OWN_PATHS = new Set(['/', '/notes', '/account', '/about']);
const USUAL = '/notes';
const STORAGE_KEY = 'next';

/** Where to go after signing in. @param search of the address, such as `?next=%2Faccount` */
export function nextPathOf(search: string): string {
  const next = new URLSearchParams(search).get('next');
  return next !== null && OWN_PATHS.has(next) ? next : USUAL;
}

/** The address of the sign-in page that leads back to this path, if that may be. */
export function signInPath(back: string): string {
  return OWN_PATHS.has(back) ? `/sign-in?${new URLSearchParams({ next: back })}` : '/sign-in';
}

/** Remembers in this tab where to go, while another service signs somebody in. @param search as above */
export function keepNextPath(search: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, nextPathOf(search));
  } catch {
    // Storage is blocked: it is the usual path then.
  }
}

/** Where to go after another service signed somebody in. */
export function takeNextPath(): string {
  try {
    const next = sessionStorage.getItem(STORAGE_KEY) ?? '';
    sessionStorage.removeItem(STORAGE_KEY);
    return nextPathOf(`?${new URLSearchParams({ next })}`);
  } catch {
    return USUAL;
  }
}
