/** Returns a parameter such as `t` of `#t=…` and removes the fragment, so that the history holds no secret. */
export function takeFragmentParameter(name: string): string | null {
  const value = new URLSearchParams(location.hash.slice(1)).get(name);
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  return value === '' ? null : value;
}
