/** Where signing in may lead. Nothing else, so that a link can't send anybody elsewhere or do something by being opened. */
const OWN_PATHS = new Set(['/', '/notes', '/account', '/about']);
const USUAL = '/notes';

/** Where to go after signing in. @param search of the address, such as `?next=%2Faccount` */
export function nextPathOf(search: string): string {
  const next = new URLSearchParams(search).get('next');
  return next !== null && OWN_PATHS.has(next) ? next : USUAL;
}

/** The address of the sign-in page that leads back to this path, if that may be. */
export function signInPath(back: string): string {
  return OWN_PATHS.has(back) ? `/sign-in?${new URLSearchParams({ next: back })}` : '/sign-in';
}
