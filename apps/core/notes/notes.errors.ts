import { PublicError } from '../http/public-error.js';

export class ContentEmptyError extends PublicError {
  constructor() {
    super(400, 'note.content_empty', 'note: content is empty');
  }
}

export class ContentTooLongError extends PublicError {
  constructor(maxBytes: number) {
    super(413, 'request.too_large', 'note: content is too long', { details: { max_bytes: maxBytes } });
  }
}

export class SlugInvalidError extends PublicError {
  constructor() {
    super(400, 'note.slug_invalid', 'note: slug is invalid');
  }
}

export class SlugTakenError extends PublicError {
  constructor() {
    super(400, 'note.slug_taken', 'note: slug is already in use');
  }
}

export class ReusableWithoutExpiryError extends PublicError {
  constructor() {
    super(
      400,
      'note.keep_without_expiry',
      'note: cannot be kept before expiration if expiration time is not provided',
    );
  }
}

export class EnvelopeUnsupportedError extends PublicError {
  constructor() {
    super(400, 'note.envelope_unsupported', 'note: this version of sealed notes is not supported');
  }
}

export class ProofMalformedError extends PublicError {
  constructor() {
    super(400, 'note.proof_malformed', 'note: a sealed note needs its access proof as password');
  }
}

/** All notes together have as much content as this installation takes. */
export class StorageFullError extends PublicError {
  constructor() {
    super(507, 'note.no_room', 'note: there is no room for more notes just now', {
      headers: { 'retry-after': '60' },
    });
  }
}

/** The notes of the account have as much content as one account may have here. */
export class AccountFullError extends PublicError {
  constructor(maxBytes: number) {
    super(507, 'note.account_full', 'note: there is no room for more notes of this account', {
      details: { max_bytes: maxBytes },
      headers: { 'retry-after': '60' },
    });
  }
}

/** One account, or one client address without an account, stored as much as it may in a day. */
export class DailyLimitError extends PublicError {
  constructor(maxBytes: number, retryAfterSeconds: number) {
    super(429, 'note.daily_limit', 'note: that is more than may be stored in a day', {
      details: { max_bytes: maxBytes },
      headers: { 'retry-after': String(retryAfterSeconds) },
    });
  }
}

export class NoteExpiredError extends PublicError {
  constructor(expiresAt?: Date, status: 404 | 410 = 410) {
    super(status, 'note.expired', 'note: expired', {
      details: expiresAt === undefined ? {} : { expires_at: expiresAt.toISOString() },
    });
  }
}

export class NoteNotFoundError extends PublicError {
  constructor() {
    super(404, 'note.not_found', 'note: not found');
  }
}

export class NoteAlreadyReadError extends PublicError {
  constructor(note: { slug: string; readAt: Date; createdAt: Date }, status: 404 | 409 = 404) {
    super(status, 'note.already_read', 'note: already read', {
      details: {
        slug: note.slug,
        content: '',
        read_at: note.readAt.toISOString(),
        created_at: note.createdAt.toISOString(),
      },
    });
  }
}

export class PasswordMissingError extends PublicError {
  constructor() {
    super(400, 'note.password_missing', 'note: password was not provided');
  }
}

/** The password of a sealed note is part of its key. */
export class SealedPasswordError extends PublicError {
  constructor() {
    super(400, 'note.sealed', 'note: the password of a sealed note cannot be changed');
  }
}

export class SealChangedError extends PublicError {
  constructor() {
    super(400, 'note.seal_changed', 'note: a sealed note stays sealed, and a plain one plain');
  }
}

export class WrongPasswordError extends PublicError {
  constructor(triesLeft: number, lockedUntil: Date | null) {
    super(404, 'note.wrong_password', 'note: not found', {
      details: { tries_left: triesLeft, ...(lockedUntil && { locked_until: lockedUntil.toISOString() }) },
    });
  }
}

export class NoteLockedError extends PublicError {
  constructor(lockedUntil: Date, retryAfterSeconds: number) {
    super(429, 'note.locked', 'note: too many wrong passwords', {
      details: { locked_until: lockedUntil.toISOString() },
      headers: { 'retry-after': String(retryAfterSeconds) },
    });
  }
}
