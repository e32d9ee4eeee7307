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

/** Reasons that the web page explains: one for each cause that its reader can do something about. */
export const OAUTH_ERROR_REASONS = [
  'access_denied',
  'state',
  'provider',
  'misconfigured',
  'unverified_email',
  'unvouched_email',
  'missing_email',
  'invalid_email',
  'domain_not_allowed',
  'sign_up_closed',
  'blocked',
  'failed',
] as const;

export type OauthErrorReason = (typeof OAUTH_ERROR_REASONS)[number];

/** Values that differ between the provider and the configuration, for the log. Never a secret. */
export interface Mismatch {
  attribute: string;
  expected?: unknown;
  received?: unknown;
}

export class OauthError extends Error {
  constructor(
    readonly reason: OauthErrorReason,
    message: string,
    readonly mismatch?: Mismatch,
  ) {
    super(message);
    this.name = 'OauthError';
  }
}
