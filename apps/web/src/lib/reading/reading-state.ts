import { ApiError, type NoteMeta } from '#libs/api-client';
import { serverClock } from '../server-clock.js';

export interface OpenNoteState {
  state: 'open';
  text: string;
  reusable: boolean;
  sealed: boolean;
  createdAt: Date;
  expiresAt: Date | null;
  stored: boolean;
}

export type ReadingState =
  | { state: 'loading' }
  | { state: 'unopened'; note: NoteMeta; attemptsLeft: number | null }
  | { state: 'opening'; note: NoteMeta; retrying: boolean }
  | OpenNoteState
  | { state: 'done'; reusable: boolean; expiresAt: Date | null }
  | { state: 'already_read'; readAt: Date | null; requestedHere: boolean }
  | { state: 'expired'; expiresAt: Date | null }
  | { state: 'locked'; until: Date; note: NoteMeta }
  | { state: 'damaged'; sealed: boolean }
  /** The link names no note. */
  | { state: 'nameless' }
  | { state: 'not_found' | 'mismatch' | 'unreadable' | 'insecure' }
  | { state: 'unreachable' | 'server_down' | 'rate_limited'; note: NoteMeta | null };

/** Maps a failed request to a page state. @param note metadata from before the failure */
export function readingStateOf(error: unknown, note: NoteMeta | null): ReadingState {
  if (!(error instanceof ApiError)) return { state: 'unreachable', note };
  const time = (name: string) => timeOf(error.details[name]);
  switch (error.code) {
    case 'note.already_read':
      return { state: 'already_read', readAt: time('read_at'), requestedHere: false };
    case 'note.expired':
      return { state: 'expired', expiresAt: time('expires_at') };
    case 'note.locked':
      return note === null
        ? { state: 'not_found' }
        : { state: 'locked', until: time('locked_until') ?? retryTime(error), note };
    case 'note.wrong_password':
      return wrongPassword(error, note);
    case 'request.rate_limited':
      return { state: 'rate_limited', note };
    default:
      return error.status >= 500 ? { state: 'server_down', note } : { state: 'not_found' };
  }
}

/** Without a password prompt, only the link can be wrong. */
function wrongPassword(error: ApiError, note: NoteMeta | null): ReadingState {
  if (note === null || !note.has_password) return { state: 'damaged', sealed: note?.sealed ?? true };
  const until = timeOf(error.details['locked_until']);
  if (until !== null) return { state: 'locked', until, note };
  const attemptsLeft = Number(error.details['tries_left']);
  return { state: 'unopened', note, attemptsLeft };
}

/** A lock that its author has to lift states no end. */
function retryTime({ retryAfterSeconds = 0 }: ApiError): Date {
  return new Date(serverClock.now().getTime() + retryAfterSeconds * 1_000);
}

function timeOf(value: unknown): Date | null {
  return typeof value === 'string' ? new Date(value) : null;
}
