import { secretIn } from './link.js';

export function takeSecret(): string | null {
  const secret = secretIn(location.hash);
  if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
  return secret;
}
