import { NoteAlreadyReadError, NoteExpiredError, NoteNotFoundError } from '../notes.errors.js';

export interface OwnNote {
  id: string;
  slug: string;
  sealed: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  readAt: Date | null;
  expired: boolean;
}

export function requireUnread(note: OwnNote | null): OwnNote {
  if (note === null) throw new NoteNotFoundError();
  if (note.readAt !== null) throw new NoteAlreadyReadError({ ...note, readAt: note.readAt });
  if (note.expired) throw new NoteExpiredError(note.expiresAt);
  return note;
}
