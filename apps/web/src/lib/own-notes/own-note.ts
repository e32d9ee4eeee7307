import { ApiError, type ListedNote } from '#libs/api-client';

/** Note of the signed-in author. */
export interface OwnNote {
  slug: string;
  /** Empty unless the note is plain, readable and has no password. */
  content: string;
  sealed: boolean;
  hasPassword: boolean;
  reusable: boolean;
  createdAt: Date;
  /** Null for never. */
  expiresAt: Date | null;
  readAt: Date | null;
  deleted: boolean;
}

export type NoteStatus = 'unread' | 'reusable' | 'read' | 'expired' | 'deleted';

export type Change = 'expiry' | 'content' | 'password';

/** Reason why a note can no longer be changed. */
export type NoteEnding =
  { status: 'read'; readAt: Date } | { status: 'expired'; expiresAt: Date } | { status: 'deleted' };

export function ownNoteOf(note: ListedNote): OwnNote {
  return {
    slug: note.slug,
    content: note.content,
    sealed: note.sealed ?? false,
    hasPassword: note.has_password,
    reusable: note.keep_before_expiration,
    createdAt: new Date(note.created_at),
    expiresAt: note.expires_at === undefined ? null : new Date(note.expires_at),
    readAt: note.read_at === undefined ? null : new Date(note.read_at),
    deleted: false,
  };
}

export function statusOf({ deleted, readAt, expiresAt, reusable }: OwnNote, now: Date): NoteStatus {
  if (deleted) return 'deleted';
  if (readAt !== null) return 'read';
  if (expiresAt !== null && expiresAt.getTime() <= now.getTime()) return 'expired';
  return reusable ? 'reusable' : 'unread';
}

/** Text and password of a sealed note are part of envelope and link, which the server cannot change. */
export function changesOf(note: OwnNote, now: Date): readonly Change[] {
  const status = statusOf(note, now);
  if (status !== 'unread' && status !== 'reusable') return [];
  return note.sealed ? ['expiry'] : ['expiry', 'content', 'password'];
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

function timeOf(value: unknown, now: Date): Date {
  const time = new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(time.getTime()) ? now : time;
}
