import type { Secret } from '#libs/config';

/** Binds the response of a provider to one sign-in. */
export interface ProviderChecks {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636): the provider receives only its hash until the code is exchanged. */
  codeVerifier: string;
}

/** User of a provider. */
export interface ProviderIdentity {
  /** Identifies the provider: two providers may use the same subject for different users. */
  authority: string;
  subject: string;
  /** Null if the provider has verified none. */
  verifiedEmail: string | null;
}

export interface OauthProvider {
  readonly id: string;
  readonly name: string;
  /**
   * Returns the URL at which the user signs in.
   *
   * @throws {OauthError}
   */
  authorizationUrl(redirectUri: string, checks: ProviderChecks): Promise<URL>;
  /**
   * Exchanges the code of a response and identifies the user.
   *
   * @param response the redirect URI with the parameters of the response
   * @throws {OauthError}
   */
  identify(response: URL, checks: ProviderChecks): Promise<ProviderIdentity>;
}

/** Credentials of this installation at the provider. */
export interface ProviderClient {
  clientId: string;
  clientSecret: Secret<string>;
}
