import { AppError } from '../app-error.js';

export class InvalidEmailError extends AppError {
  constructor() {
    super('user.invalid_email', 'user: invalid email');
  }
}

export class WeakPasswordError extends AppError {
  constructor(why: string) {
    super('user.weak_password', `user: password ${why}`);
  }
}

/** Unknown email address or wrong password; the response does not say which. */
export class WrongCredentialsError extends AppError {
  constructor() {
    super('user.wrong_credentials', 'user: wrong credentials');
  }
}

export class NotActivatedError extends AppError {
  constructor() {
    super('user.not_activated', 'user: user is not activated');
  }
}

export class TooManyAttemptsError extends AppError {
  constructor(retryAfterSeconds: number) {
    super('auth.too_many_attempts', 'too many wrong passwords', { data: { retryAfterSeconds } });
  }
}

export class PasswordSignInOffError extends AppError {
  constructor() {
    super('user.password_sign_in_off', 'user: sign-in by password is off');
  }
}

export class EmailInUseError extends AppError {
  constructor() {
    super('user.email_in_use', 'user: email is already in use');
  }
}

/** Until the link that undoes a confirmed change has expired, no other change begins. */
export class EmailChangeOpenError extends AppError {
  constructor() {
    super('user.email_change_open', 'user: the last change of email can still be undone');
  }
}

export class BlockedError extends AppError {
  constructor() {
    super('user.blocked', 'user: account is blocked');
  }
}

export class SignUpClosedError extends AppError {
  constructor() {
    super('user.sign_up_closed', 'user: sign-up is closed');
  }
}

export class AlreadyVerifiedError extends AppError {
  constructor() {
    super('user.already_verified', 'user: user is already verified');
  }
}

export class LinkNotFoundError extends AppError {
  constructor() {
    super('link.not_found', 'link: not found');
  }
}

export class LinkExpiredError extends AppError {
  constructor() {
    super('link.expired', 'link: expired');
  }
}

export class LinkUsedError extends AppError {
  constructor() {
    super('link.used', 'link: already used');
  }
}

export class ResetLinkUsedError extends AppError {
  constructor() {
    super('reset.used', 'reset password token is already used');
  }
}

export class ResetLinkExpiredError extends AppError {
  constructor() {
    super('reset.expired', 'reset password token expired');
  }
}
