import type { OwnNoteKind } from '#libs/api-client';

/** The lists there are, each with an address of its own. */
export const KINDS: readonly { kind: OwnNoteKind; path: string }[] = [
  { kind: 'all', path: '/notes' },
  { kind: 'unread', path: '/notes?show=unread' },
  { kind: 'read', path: '/notes?show=read' },
];

/** @param search of the address, such as `?show=unread` */
export function kindOf(search: string): OwnNoteKind {
  const show = new URLSearchParams(search).get('show');
  return KINDS.find(({ kind }) => kind === show)?.kind ?? 'all';
}
