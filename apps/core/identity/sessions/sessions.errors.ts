import { AppError } from '../../app-error.js';

/** The access token is missing, invalid, expired or of an ended session; the response does not say which. */
export class UnauthorizedError extends AppError {
  constructor() {
    super('auth.unauthorized', 'unauthorized');
  }
}

/** A used refresh token returned: an attacker may hold a copy, so the whole session has ended. */
export class RefreshTokenReusedError extends AppError {
  constructor() {
    super('session.token_reused', 'session: refresh token was already used');
  }
}

export class SignInAgainError extends AppError {
  constructor() {
    super('session.sign_in_again', 'session: sign in again');
  }
}

export class SessionNotFoundError extends AppError {
  constructor() {
    super('session.not_found', 'session: not found');
  }
}

export class SignInRequiredError extends AppError {
  constructor() {
    super('note.sign_in_required', 'note: sign in to create notes');
  }
}
