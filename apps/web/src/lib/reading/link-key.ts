import { secretIn } from '../links/link.js';

/** Links of plain notes have no fragment. */
export type LinkKey = { state: 'valid'; secret: string } | { state: 'missing' | 'damaged' };

export function linkKeyOf(fragment: string): LinkKey {
  const secret = secretIn(fragment);
  if (secret !== null) return { state: 'valid', secret };
  return { state: /^#?$/.test(fragment) ? 'missing' : 'damaged' };
}
