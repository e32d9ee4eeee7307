import { ApiError, type OwnNote } from '#libs/api-client';

/** A note of whoever is signed in. */
export interface MyNote {
  slug: string;
  /** Empty unless it is plain, without a password, and can still be read. */
  content: string;
  sealed: boolean;
  hasPassword: boolean;
  /** Readable until it expires, rather than once. */
  kept: boolean;
  createdAt: Date;
  /** Null for never. */
  expiresAt: Date | null;
  readAt: Date | null;
  deleted: boolean;
}

export type Fate = 'unread' | 'kept' | 'read' | 'expired' | 'deleted';

/** What an author may change of a note. */
export type Change = 'expiry' | 'content' | 'password';

/** What became of a note that can't be changed any more. */
export type End = { fate: 'read'; readAt: Date } | { fate: 'expired'; expiresAt: Date } | { fate: 'deleted' };

export function myNoteOf(note: OwnNote): MyNote {
  return {
    slug: note.slug,
    content: note.content,
    sealed: note.sealed ?? false,
    hasPassword: note.has_password,
    kept: note.keep_before_expiration,
    createdAt: new Date(note.created_at),
    expiresAt: note.expires_at === undefined ? null : new Date(note.expires_at),
    readAt: note.read_at === undefined ? null : new Date(note.read_at),
    deleted: false,
  };
}

export function fateOf({ deleted, readAt, expiresAt, kept }: MyNote, now: Date): Fate {
  if (deleted) return 'deleted';
  if (readAt !== null) return 'read';
  if (expiresAt !== null && expiresAt.getTime() <= now.getTime()) return 'expired';
  return kept ? 'kept' : 'unread';
}

/** Text and password of a sealed note are in its envelope and its link, where no server can change them. */
export function changesOf(note: MyNote, now: Date): readonly Change[] {
  const fate = fateOf(note, now);
  if (fate !== 'unread' && fate !== 'kept') return [];
  return note.sealed ? ['expiry'] : ['expiry', 'content', 'password'];
}

/** What an answer says about the end of a note; null if it is about something else. */
export function endOf(error: unknown, now: Date): End | null {
  if (!(error instanceof ApiError)) return null;
  const { code, status, details } = error;
  if (code === 'note.already_read') return { fate: 'read', readAt: timeOf(details['read_at'], now) };
  if (code === 'note.not_found') return { fate: 'deleted' };
  // With another status it is the time asked for that has passed.
  const expired = code === 'note.expired' && status === 404;
  return expired ? { fate: 'expired', expiresAt: timeOf(details['expires_at'], now) } : null;
}

function timeOf(value: unknown, now: Date): Date {
  const time = new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(time.getTime()) ? now : time;
}
