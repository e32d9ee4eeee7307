import { PublicError } from '../../http/public-error.js';

/** No access token, or one that is not good (any more). Says nothing of why. */
export class UnauthorizedError extends PublicError {
  constructor() {
    super(401, 'auth.unauthorized', 'unauthorized', { headers: { 'www-authenticate': 'Bearer' } });
  }
}

/** A refresh token that was used before came back: somebody has a copy, so the whole session is over. */
export class RefreshTokenReusedError extends PublicError {
  constructor() {
    super(401, 'session.token_reused', 'session: refresh token was already used');
  }
}

export class SessionNotFoundError extends PublicError {
  constructor() {
    super(404, 'session.not_found', 'session: not found');
  }
}
