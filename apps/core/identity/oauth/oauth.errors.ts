import { AppError } from '../../app-error.js';

export class ProviderNotSupportedError extends AppError {
  constructor() {
    super('oauth.provider_not_supported', 'oauth2 provider not supported');
  }
}

/** Unknown, expired, used before, or of another browser. Says nothing of which. */
export class OneTimeCodeError extends AppError {
  constructor() {
    super('oauth.code_invalid', 'oauth2 code is invalid or expired');
  }
}

/** What the web page that people come back to is told when it did not work; it knows these words and no others. */
export type OauthErrorReason = 'access_denied' | 'state' | 'provider' | 'unverified_email' | 'failed';

/** Why signing in through a provider did not work. Never answered as such: people are sent back with the word. */
export class OauthError extends Error {
  constructor(
    readonly word: OauthErrorReason,
    reason: string,
    cause?: unknown,
  ) {
    super(reason, { cause });
    this.name = 'OauthError';
  }
}
