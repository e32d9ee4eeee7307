import { ApiError, type NoteMeta } from '#libs/api-client';

export type ReadingState =
  | { state: 'loading' }
  | { state: 'unopened'; note: NoteMeta; attemptsLeft: number | null }
  | { state: 'opening'; note: NoteMeta; retrying: boolean }
  | { state: 'open'; text: string; reusable: boolean; expiresAt: Date | null }
  | { state: 'already_read'; readAt: Date | null }
  | { state: 'expired'; expiresAt: Date | null }
  | { state: 'locked'; until: Date; note: NoteMeta }
  | { state: 'not_found' | 'damaged' | 'unreadable' | 'insecure' | 'rate_limited' }
  | { state: 'unreachable' | 'server_down'; note: NoteMeta | null };

/** Maps a failed request to a page state. @param note metadata from before the failure */
export function readingStateOf(error: unknown, note: NoteMeta | null): ReadingState {
  if (!(error instanceof ApiError)) return { state: 'unreachable', note };
  const time = (name: string) => timeOf(error.details[name]);
  switch (error.code) {
    case 'note.already_read':
      return { state: 'already_read', readAt: time('read_at') };
    case 'note.expired':
      return { state: 'expired', expiresAt: time('expires_at') };
    case 'note.locked':
      return note === null
        ? { state: 'not_found' }
        : { state: 'locked', until: time('locked_until') ?? new Date(), note };
    case 'note.wrong_password':
      return wrongPassword(error, note);
    case 'request.rate_limited':
      return { state: 'rate_limited' };
    default:
      return error.status >= 500 ? { state: 'server_down', note } : notFound(note);
  }
}

function notFound(note: NoteMeta | null): ReadingState {
  return { state: note?.sealed === true ? 'damaged' : 'not_found' };
}

/** Without a password prompt, only the link can be wrong. */
function wrongPassword(error: ApiError, note: NoteMeta | null): ReadingState {
  if (note === null || !note.has_password) return { state: 'damaged' };
  const until = timeOf(error.details['locked_until']);
  if (until !== null) return { state: 'locked', until, note };
  const attemptsLeft = Number(error.details['tries_left']);
  return { state: 'unopened', note, attemptsLeft };
}

function timeOf(value: unknown): Date | null {
  return typeof value === 'string' ? new Date(value) : null;
}
