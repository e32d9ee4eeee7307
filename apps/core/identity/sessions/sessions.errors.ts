import { AppError } from '../../app-error.js';

/** No access token, or one that is not good (any more). Says nothing of why. */
export class UnauthorizedError extends AppError {
  constructor() {
    super('auth.unauthorized', 'unauthorized');
  }
}

/** A refresh token that was used before came back: somebody has a copy, so the whole session is over. */
export class RefreshTokenReusedError extends AppError {
  constructor() {
    super('session.token_reused', 'session: refresh token was already used');
  }
}

export class SessionNotFoundError extends AppError {
  constructor() {
    super('session.not_found', 'session: not found');
  }
}
