import { m } from '$lib/paraglide/messages.js';
import type { ListFilter } from './list-view.js';

export const FILTER_LABELS: Record<ListFilter, () => string> = {
  all: m.notes_filter_all,
  unread: m.notes_filter_unread,
  read: m.notes_filter_read,
  expired: m.notes_filter_expired,
};

export const FILTER_EMPTY_TEXTS: Record<ListFilter, () => string> = {
  all: m.notes_empty_all,
  unread: m.notes_empty_unread,
  read: m.notes_empty_read,
  expired: m.notes_empty_expired,
};
