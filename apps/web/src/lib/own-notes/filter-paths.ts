import { LIST_FILTERS, type ListFilter } from '../note-list/list-view.js';

export function pathOf(filter: ListFilter): string {
  return filter === 'all' ? '/notes' : `/notes?show=${filter}`;
}

/** @param search query string such as `?show=unread` */
export function filterOf(search: string): ListFilter {
  const show = new URLSearchParams(search).get('show');
  return LIST_FILTERS.find((filter) => filter === show) ?? 'all';
}
