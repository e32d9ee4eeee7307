import { passToNextPage, takePassedValue } from './passed-values.js';

// An allowlist, so that a crafted link cannot redirect to another site after sign-in.
const ALLOWED_PATHS = new Set(['/', '/notes', '/account', '/about']);
const DEFAULT_PATH = '/notes';
const STORAGE_KEY = 'next';

/** Path to open after sign-in. @param search query string such as `?next=%2Faccount` */
export function nextPathOf(search: string): string {
  const next = new URLSearchParams(search).get('next');
  return next !== null && ALLOWED_PATHS.has(next) ? next : DEFAULT_PATH;
}

/** URL of the sign-in page that returns to this path if it is allowed. */
export function signInPath(back: string): string {
  return ALLOWED_PATHS.has(back) ? `/sign-in?${new URLSearchParams({ next: back })}` : '/sign-in';
}

/** Saves the path in this tab while an OAuth provider signs the user in. */
export function saveNextPath(search: string): void {
  passToNextPage(STORAGE_KEY, nextPathOf(search));
}

export function takeNextPath(): string {
  return nextPathOf(`?${new URLSearchParams({ next: takePassedValue(STORAGE_KEY) ?? '' })}`);
}
