import { PublicError } from '../http/public-error.js';

export class InvalidEmailError extends PublicError {
  constructor() {
    super(400, 'user.invalid_email', 'user: invalid email');
  }
}

export class WeakPasswordError extends PublicError {
  /** @param why after "password", such as `is one of the most common ones` */
  constructor(why: string) {
    super(400, 'user.weak_password', `user: password ${why}`);
  }
}

/** Unknown address or wrong password: which one is not said. */
export class WrongCredentialsError extends PublicError {
  constructor() {
    super(400, 'user.wrong_credentials', 'user: wrong credentials');
  }
}

export class NotActivatedError extends PublicError {
  constructor() {
    super(400, 'user.not_activated', 'user: user is not activated');
  }
}

export class TooManyAttemptsError extends PublicError {
  constructor(retryAfterSeconds: number) {
    super(429, 'auth.too_many_attempts', 'too many wrong passwords', {
      headers: { 'retry-after': String(retryAfterSeconds) },
    });
  }
}

export class EmailInUseError extends PublicError {
  constructor() {
    super(400, 'user.email_in_use', 'user: email is already in use');
  }
}

export class AlreadyVerifiedError extends PublicError {
  constructor() {
    super(400, 'user.already_verified', 'user: user is already verified');
  }
}

export class LinkNotFoundError extends PublicError {
  constructor() {
    super(404, 'link.not_found', 'link: not found');
  }
}

export class LinkExpiredError extends PublicError {
  constructor() {
    super(410, 'link.expired', 'link: expired');
  }
}

export class LinkUsedError extends PublicError {
  constructor() {
    super(400, 'link.used', 'link: already used');
  }
}

export class ResetLinkUsedError extends PublicError {
  constructor() {
    super(400, 'reset.used', 'reset password token is already used');
  }
}

export class ResetLinkExpiredError extends PublicError {
  constructor() {
    super(400, 'reset.expired', 'reset password token expired');
  }
}
