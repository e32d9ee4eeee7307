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

/** Passed to the web page in the redirect; the page knows these values only. */
export type OauthErrorReason = 'access_denied' | 'state' | 'provider' | 'unverified_email' | 'failed';

/** A sign-in through a provider failed. The user is redirected to the web page with the reason. */
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
