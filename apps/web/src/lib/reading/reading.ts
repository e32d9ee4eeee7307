import { ApiError, type NoteMeta } from '#libs/api-client';

/** Everything the reading page can show. */
export type Reading =
  | { state: 'looking' }
  | { state: 'waiting'; note: NoteMeta; triesLeft: number | null }
  | { state: 'opening'; note: NoteMeta; retrying: boolean }
  | { state: 'open'; text: string; kept: boolean; expiresAt: Date | null }
  | { state: 'already_read'; readAt: Date | null }
  | { state: 'expired'; expiresAt: Date | null }
  | { state: 'locked'; until: Date; note: NoteMeta }
  | { state: 'not_found' | 'damaged' | 'unreadable' | 'insecure' | 'rate_limited' }
  | { state: 'unreachable' | 'server_down'; note: NoteMeta | null };

/**
 * What an answer of the server, or its absence, means for a reader.
 *
 * @param note what was known of the note before; a wrong password needs it
 */
export function readingOf(error: unknown, note: NoteMeta | null): Reading {
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
      return error.status >= 500 ? { state: 'server_down', note } : { state: 'not_found' };
  }
}

/** Where no person was asked for a password, only the key in the link can be wrong. */
function wrongPassword(error: ApiError, note: NoteMeta | null): Reading {
  if (note === null || !note.has_password) return { state: 'damaged' };
  const until = timeOf(error.details['locked_until']);
  if (until !== null) return { state: 'locked', until, note };
  const triesLeft = Number(error.details['tries_left']);
  return { state: 'waiting', note, triesLeft };
}

function timeOf(value: unknown): Date | null {
  return typeof value === 'string' ? new Date(value) : null;
}
