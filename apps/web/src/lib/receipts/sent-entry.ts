import type { NoteEntry } from '../note-list/note-entry.js';
import type { SentNote, SentNoteStatus } from './sent-note.js';

export interface SentEntry extends NoteEntry {
  note: SentNote;
}

export function sentEntryOf(note: SentNote, status: SentNoteStatus | undefined): SentEntry {
  return {
    note,
    key: note.receipt,
    slug: note.slug,
    label: note.label ?? '',
    state: stateOf(note, status),
    createdAt: new Date(note.createdAt),
    expiresAt: timeOf(status?.expiresAt ?? note.expiresAt),
    readAt: timeOf(status?.readAt),
    reads: status?.reads ?? 0,
    lastReadAt: timeOf(status?.lastReadAt),
  };
}

function stateOf({ reusable }: SentNote, status: SentNoteStatus | undefined): NoteEntry['state'] {
  if (status === undefined) return 'unknown';
  return status.state === 'unread' && reusable ? 'reusable' : status.state;
}

function timeOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}
