import { m } from '$lib/paraglide/messages.js';
import type { Change, NoteEnding, OwnEntry } from './own-note.js';
import type { NoteState } from '../note-list/note-entry.js';

interface ButtonLabels {
  label: string;
  /** Includes the name, for screen readers that announce one button at a time. */
  accessibleName: string;
}

const STATE_TEXTS: Record<NoteState, () => string> = {
  unread: m.notes_unread,
  reusable: m.receipt_kept,
  read: m.notes_read,
  expired: m.notes_expired_unread,
  deleted: m.receipt_deleted,
  forgotten: m.receipt_forgotten,
  unknown: m.receipt_not_known,
};

export function stateTextOf({ state, reads, note }: OwnEntry): string {
  if (state === 'expired' && note.reusable) return m.notes_expired();
  return reads > 0 ? m.list_reads({ count: reads }) : STATE_TEXTS[state]();
}

export function changeLabels(change: Change, name: string, hasPassword: boolean): ButtonLabels {
  const labels: Record<Change, ButtonLabels> = {
    name: { label: m.list_rename(), accessibleName: m.list_rename_named({ name }) },
    expiry: { label: m.notes_change_expiry(), accessibleName: m.notes_change_expiry_of({ name }) },
    content: { label: m.notes_change_content(), accessibleName: m.notes_change_content_of({ name }) },
    password: hasPassword
      ? { label: m.notes_change_password(), accessibleName: m.notes_change_password_of({ name }) }
      : { label: m.notes_set_password(), accessibleName: m.notes_set_password_of({ name }) },
  };
  return labels[change];
}

export const ENDING_TEXTS: Record<NoteEnding['status'], () => string> = {
  read: m.notes_read_meanwhile,
  expired: m.notes_expired_meanwhile,
  deleted: m.notes_deleted_meanwhile,
};
