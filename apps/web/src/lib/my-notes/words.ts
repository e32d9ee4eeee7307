import type { OwnNoteKind } from '#libs/api-client';
import { m } from '$lib/paraglide/messages.js';
import type { Change, End, MyNote } from './my-note.js';

interface ButtonWords {
  label: string;
  /** With the note that it is about, for those who hear one button at a time. */
  named: string;
}

/** What each list is called. */
export const KIND_WORDS: Record<OwnNoteKind, () => string> = {
  all: m.notes_filter_all,
  unread: m.notes_filter_unread,
  read: m.notes_filter_read,
};

/** What is said when there are none. */
export const EMPTY_WORDS: Record<OwnNoteKind, () => string> = {
  all: m.notes_empty_all,
  unread: m.notes_empty_unread,
  read: m.notes_empty_read,
};

/** What the button that opens each change is called. */
export const CHANGE_WORDS: Record<Change, (note: MyNote) => ButtonWords> = {
  expiry: ({ slug }) => ({
    label: m.notes_change_expiry(),
    named: m.notes_change_expiry_of({ name: slug }),
  }),
  content: ({ slug }) => ({
    label: m.notes_change_content(),
    named: m.notes_change_content_of({ name: slug }),
  }),
  password: ({ slug, hasPassword }) =>
    hasPassword
      ? { label: m.notes_change_password(), named: m.notes_change_password_of({ name: slug }) }
      : { label: m.notes_set_password(), named: m.notes_set_password_of({ name: slug }) },
};

/** Why nothing was changed. */
export const END_WORDS: Record<End['fate'], () => string> = {
  read: m.notes_read_meanwhile,
  expired: m.notes_expired_meanwhile,
  deleted: m.notes_deleted_meanwhile,
};
