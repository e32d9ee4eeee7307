import type { NoteFilter } from '#libs/api-client';

export const FILTERS: readonly { filter: NoteFilter; path: string }[] = [
  { filter: 'all', path: '/notes' },
  { filter: 'unread', path: '/notes?show=unread' },
  { filter: 'read', path: '/notes?show=read' },
];

/** @param search query string such as `?show=unread` */
export function filterOf(search: string): NoteFilter {
  const show = new URLSearchParams(search).get('show');
  return FILTERS.find(({ filter }) => filter === show)?.filter ?? 'all';
}
