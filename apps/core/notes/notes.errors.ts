import { AppError } from '../app-error.js';

export class ContentEmptyError extends AppError {
  constructor() {
    super('note.content_empty', 'note: content is empty');
  }
}

export class ContentTooLongError extends AppError {
  constructor(maxBytes: number) {
    super('request.too_large', 'note: content is too long', { data: { maxBytes } });
  }
}

export class SlugInvalidError extends AppError {
  constructor() {
    super('note.slug_invalid', 'note: slug is invalid');
  }
}

export class SlugTakenError extends AppError {
  constructor() {
    super('note.slug_taken', 'note: slug is already in use');
  }
}

export class ReusableWithoutExpiryError extends AppError {
  constructor() {
    super(
      'note.keep_without_expiry',
      'note: cannot be kept before expiration if expiration time is not provided',
    );
  }
}

export class EnvelopeUnsupportedError extends AppError {
  constructor() {
    super('note.envelope_unsupported', 'note: this version of sealed notes is not supported');
  }
}

export class ProofMalformedError extends AppError {
  constructor() {
    super('note.proof_malformed', 'note: a sealed note needs its access proof as password');
  }
}

export class ProofUnexpectedError extends AppError {
  constructor() {
    super('note.proof_malformed', 'note: only a sealed note has a link proof');
  }
}

export class LifetimeNotAllowedError extends AppError {
  /** @param lifetimesSeconds null: never */
  constructor(lifetimesSeconds: readonly (number | null)[]) {
    const allowed = lifetimesSeconds.map((seconds) => (seconds === null ? 'null' : String(seconds)));
    super('policy.lifetime', `note: expires_in must be one of ${allowed.join(', ')} on this server`, {
      data: { lifetimesSeconds },
    });
  }
}

export class PasswordRequiredError extends AppError {
  constructor() {
    super('policy.password', 'note: this server requires a password');
  }
}

export class ReusableNotAllowedError extends AppError {
  constructor() {
    super('policy.reusable', 'note: notes are read once on this server, without keep_before_expiration');
  }
}

export class CustomLinkNotAllowedError extends AppError {
  constructor() {
    super('policy.custom_link', 'note: this server chooses the slug');
  }
}

export class LabelWithoutAccountError extends AppError {
  constructor() {
    super('note.label_needs_account', 'note: a label needs an account');
  }
}

export class IdempotencyKeyReusedError extends AppError {
  constructor() {
    super('note.idempotency_key_reused', 'note: this Idempotency-Key belongs to another request');
  }
}

export abstract class QuotaExceededError extends AppError {}

export class StorageFullError extends QuotaExceededError {
  constructor() {
    super('note.no_room', 'note: there is no room for more notes just now');
  }
}

export class AccountFullError extends QuotaExceededError {
  constructor(maxBytes: number) {
    super('note.account_full', 'note: there is no room for more notes of this account', {
      data: { maxBytes },
    });
  }
}

export class DailyLimitError extends QuotaExceededError {
  constructor(limit: { maxBytes: number } | { maxNotes: number }, retryAfterSeconds: number) {
    super('note.daily_limit', 'note: that is more than may be stored in a day', {
      data: { ...limit, retryAfterSeconds },
    });
  }
}

export class NoteExpiredError extends AppError {
  constructor(expiresAt: Date | null) {
    super('note.expired', 'note: expired', { data: { expiresAt } });
  }
}

export class ExpiryPassedError extends AppError {
  constructor() {
    super('note.expiry_passed', 'note: expired');
  }
}

export class NoteNotFoundError extends AppError {
  constructor() {
    super('note.not_found', 'note: not found');
  }
}

interface ReadNote {
  slug: string;
  readAt: Date;
  createdAt: Date;
  expiresAt: Date | null;
}

export class NoteAlreadyReadError extends AppError {
  constructor({ slug, readAt, createdAt, expiresAt }: ReadNote) {
    super('note.already_read', 'note: already read', {
      data: { slug, content: '', readAt, createdAt, expiresAt },
    });
  }
}

export class PasswordMissingError extends AppError {
  constructor() {
    super('note.password_missing', 'note: password was not provided');
  }
}

/** The password of a sealed note is part of its key. */
export class SealedPasswordError extends AppError {
  constructor() {
    super('note.sealed', 'note: the password of a sealed note cannot be changed');
  }
}

export class SealChangedError extends AppError {
  constructor() {
    super('note.seal_changed', 'note: a sealed note stays sealed, and a plain one plain');
  }
}

export class WrongPasswordError extends AppError {
  constructor(triesLeft: number, lockedUntil: Date | null) {
    super('note.wrong_password', 'note: not found', {
      data: { triesLeft, lockedUntil },
    });
  }
}

export class NoteLockedError extends AppError {
  /** @param lockedUntil null: until its author sets a new password */
  constructor(lockedUntil: Date | null, retryAfterSeconds: number) {
    super('note.locked', 'note: too many wrong passwords', {
      data: { lockedUntil, retryAfterSeconds },
    });
  }
}

/** The right access proof would have opened the note: each of these is a guess at its human password. */
export class SealedNoteLockedError extends NoteLockedError {}
