import { ApiError } from '#libs/api-client';
import { EnvelopeError } from '#libs/note-crypto';

/** What went wrong, as far as a person needs to know. Each kind has words of its own. */
export type NoteProblem =
  | { kind: 'offline' | 'unreachable' | 'server_down' | 'no_room' | 'too_long' | 'insecure' | 'unexpected' }
  | { kind: 'slug_taken' | 'slug_invalid' | 'text_malformed' | 'expiry_past' }
  | { kind: 'account_full' | 'daily_limit' }
  | { kind: 'rate_limited'; seconds: number };

const BY_CODE = new Map<string, NoteProblem>([
  ['note.slug_taken', { kind: 'slug_taken' }],
  ['note.slug_invalid', { kind: 'slug_invalid' }],
  ['note.expired', { kind: 'expiry_past' }],
  ['note.no_room', { kind: 'no_room' }],
  ['note.account_full', { kind: 'account_full' }],
  ['note.daily_limit', { kind: 'daily_limit' }],
  ['request.too_large', { kind: 'too_long' }],
  ['envelope.text_malformed', { kind: 'text_malformed' }],
  ['envelope.crypto_unavailable', { kind: 'insecure' }],
]);

/** Words for whatever was thrown while talking to the server or sealing a note. */
export function noteProblemOf(error: unknown, online: boolean): NoteProblem {
  if (error instanceof EnvelopeError) return BY_CODE.get(error.code) ?? { kind: 'unexpected' };
  if (!(error instanceof ApiError)) return { kind: online ? 'unreachable' : 'offline' };
  const known = BY_CODE.get(error.code);
  if (known !== undefined) return known;
  if (error.status === 429) return { kind: 'rate_limited', seconds: error.retryAfterSeconds ?? 1 };
  if (error.status >= 500) return { kind: 'server_down' };
  return { kind: error.status === 413 ? 'too_long' : 'unexpected' };
}
