import { ApiError } from '#libs/api-client';
import { EnvelopeError, type EnvelopeErrorCode } from '#libs/note-crypto';
import { sharedKinds, type AccountCode, type HandledCode } from './error-codes.js';

type PlainKind =
  | 'account_full'
  | 'daily_limit'
  | 'expiry_out_of_range'
  | 'expiry_past'
  | 'insecure'
  | 'notice_unconfirmed'
  | 'offline'
  | 'password_required'
  | 'policy_changed'
  | 'server_down'
  | 'sign_in_required'
  | 'slug_invalid'
  | 'slug_taken'
  | 'slug_too_short'
  | 'storage_full'
  | 'text_malformed'
  | 'text_missing'
  | 'too_long'
  | 'unexpected'
  | 'unreachable';

/** Reason why a note was not created. Each kind has its own text. */
export type NoteProblem = { kind: PlainKind } | { kind: 'rate_limited'; seconds: number };

const KIND_BY_CODE: Record<Exclude<HandledCode, AccountCode>, PlainKind> = {
  ...sharedKinds,
  'note.sign_in_required': 'sign_in_required',
  'notice.address_unconfirmed': 'notice_unconfirmed',
  'note.slug_invalid': 'slug_invalid',
  'note.slug_taken': 'slug_taken',
};

const KIND_BY_ENVELOPE_CODE: Record<EnvelopeErrorCode, PlainKind> = {
  'envelope.crypto_unavailable': 'insecure',
  'envelope.malformed': 'unexpected',
  'envelope.refused': 'unexpected',
  'envelope.text_malformed': 'text_malformed',
  'envelope.unsupported_version': 'unexpected',
  'link.incomplete': 'unexpected',
};

const kinds = new Map<string, PlainKind>(Object.entries(KIND_BY_CODE));

/** Maps an error of sealing or sending a note. */
export function noteProblemOf(error: unknown, online: boolean): NoteProblem {
  if (error instanceof EnvelopeError) return { kind: KIND_BY_ENVELOPE_CODE[error.code] };
  if (!(error instanceof ApiError)) return { kind: online ? 'unreachable' : 'offline' };
  const kind = kinds.get(error.code);
  if (kind !== undefined) return { kind };
  if (error.status === 429) return { kind: 'rate_limited', seconds: error.retryAfterSeconds ?? 1 };
  if (error.status >= 500) return { kind: 'server_down' };
  return { kind: error.status === 413 ? 'too_long' : 'unexpected' };
}
