import { AppError } from '../../app-error.js';

export class ProviderNotSupportedError extends AppError {
  constructor() {
    super('oauth.provider_not_supported', 'oauth2 provider not supported');
  }
}

/** The code is unknown, expired, already used or of another browser; the response does not say which. */
export class OneTimeCodeError extends AppError {
  constructor() {
    super('oauth.code_invalid', 'oauth2 code is invalid or expired');
  }
}

export type OauthErrorReason = 'access_denied' | 'state' | 'provider' | 'unverified_email' | 'failed';

export class OauthError extends Error {
  constructor(
    readonly reason: OauthErrorReason,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'OauthError';
  }
}
