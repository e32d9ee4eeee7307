import type { NoteFilter } from '#libs/api-client';
import { m } from '$lib/paraglide/messages.js';
import type { Change, NoteEnding, OwnNote } from './own-note.js';

interface ButtonLabels {
  label: string;
  /** Includes the slug, for screen readers that announce one button at a time. */
  accessibleName: string;
}

export const FILTER_LABELS: Record<NoteFilter, () => string> = {
  all: m.notes_filter_all,
  unread: m.notes_filter_unread,
  read: m.notes_filter_read,
};

export const EMPTY_TEXTS: Record<NoteFilter, () => string> = {
  all: m.notes_empty_all,
  unread: m.notes_empty_unread,
  read: m.notes_empty_read,
};

export const CHANGE_LABELS: Record<Change, (note: OwnNote) => ButtonLabels> = {
  expiry: ({ slug }) => ({
    label: m.notes_change_expiry(),
    accessibleName: m.notes_change_expiry_of({ name: slug }),
  }),
  content: ({ slug }) => ({
    label: m.notes_change_content(),
    accessibleName: m.notes_change_content_of({ name: slug }),
  }),
  password: ({ slug, hasPassword }) =>
    hasPassword
      ? { label: m.notes_change_password(), accessibleName: m.notes_change_password_of({ name: slug }) }
      : { label: m.notes_set_password(), accessibleName: m.notes_set_password_of({ name: slug }) },
};

export const ENDING_TEXTS: Record<NoteEnding['status'], () => string> = {
  read: m.notes_read_meanwhile,
  expired: m.notes_expired_meanwhile,
  deleted: m.notes_deleted_meanwhile,
};
