/**
 * Takes a secret out of the fragment of the address, and the fragment off the address bar, so that nobody who looks at
 * it or opens the history later has the secret.
 *
 * @param name before the =, as in `#t=…`
 * @returns null when there is none
 */
export function takeFromFragment(name: string): string | null {
  const value = new URLSearchParams(location.hash.slice(1)).get(name);
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  return value === '' ? null : value;
}
