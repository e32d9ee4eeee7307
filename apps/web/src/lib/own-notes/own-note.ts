import { ApiError, type ListedNote } from '#libs/api-client';
import { isFinished, type NoteEntry, type NoteState } from '../note-list/note-entry.js';

export interface OwnNote {
  slug: string;
  label: string;
  /** Empty unless the note is plain, readable and has no password. */
  content: string;
  sealed: boolean;
  hasPassword: boolean;
  reusable: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  readAt: Date | null;
  reads: number;
  lastReadAt: Date | null;
  deleted: boolean;
}

export interface OwnEntry extends NoteEntry {
  note: OwnNote;
}

export type Change = 'name' | 'expiry' | 'content' | 'password';

/** Reason why a note can no longer be changed. */
export type NoteEnding =
  | { status: 'read'; readAt: Date }
  | { status: 'expired'; expiresAt: Date }
  | { status: 'deleted' };

export function ownNoteOf(note: ListedNote): OwnNote {
  return {
    slug: note.slug,
    label: note.label ?? '',
    content: note.content,
    sealed: note.sealed ?? false,
    hasPassword: note.has_password,
    reusable: note.keep_before_expiration,
    createdAt: new Date(note.created_at),
    expiresAt: optionalTime(note.expires_at),
    readAt: optionalTime(note.read_at),
    reads: note.reads ?? 0,
    lastReadAt: optionalTime(note.last_read_at),
    deleted: false,
  };
}

export function ownEntryOf(note: OwnNote, now: Date): OwnEntry {
  const { slug, label, createdAt, expiresAt, readAt, reads, lastReadAt } = note;
  const state = stateOf(note, now);
  return { note, key: slug, slug, label, state, createdAt, expiresAt, readAt, reads, lastReadAt };
}

function stateOf({ deleted, readAt, expiresAt, reusable }: OwnNote, now: Date): NoteState {
  if (deleted) return 'deleted';
  if (readAt !== null) return 'read';
  if (expiresAt !== null && expiresAt.getTime() <= now.getTime()) return 'expired';
  return reusable ? 'reusable' : 'unread';
}

/** Text and password of a sealed note are part of envelope and link, which the server cannot change. */
export function changesOf(entry: OwnEntry): readonly Change[] {
  if (entry.state === 'deleted') return [];
  if (isFinished(entry)) return ['name'];
  return entry.note.sealed ? ['name', 'expiry'] : ['name', 'expiry', 'content', 'password'];
}

/** Returns null for errors that do not report the end of a note. */
export function endingOf(error: unknown, now: Date): NoteEnding | null {
  if (!(error instanceof ApiError)) return null;
  const { code, status, details } = error;
  if (code === 'note.already_read') return { status: 'read', readAt: timeOf(details['read_at'], now) };
  if (code === 'note.not_found') return { status: 'deleted' };
  // With status 410 the requested expiry is in the past.
  const expired = code === 'note.expired' && status === 404;
  return expired ? { status: 'expired', expiresAt: timeOf(details['expires_at'], now) } : null;
}

function optionalTime(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

function timeOf(value: unknown, now: Date): Date {
  const time = new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(time.getTime()) ? now : time;
}
