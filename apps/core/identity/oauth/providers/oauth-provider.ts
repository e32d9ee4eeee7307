import type { Secret } from '#libs/config';

/** What ties the answer of a provider to one sign-in. */
export interface ProviderChecks {
  state: string;
  nonce: string;
  /** Of PKCE (RFC 7636): only its hash goes to the provider before the code comes back. */
  codeVerifier: string;
}

/** Who signed in, as the provider says. */
export interface ProviderIdentity {
  /** Who vouches for the subject: two providers may use the same name for different people. */
  authority: string;
  subject: string;
  /** An address that the provider has checked; null when it has none. */
  verifiedEmail: string | null;
}

/** Somebody else who knows who a person is. */
export interface OauthProvider {
  readonly id: string;
  readonly name: string;
  /**
   * Where the browser goes to sign in.
   *
   * @throws {OauthError}
   */
  authorizationUrl(redirectUri: string, checks: ProviderChecks): Promise<URL>;
  /**
   * Exchanges the code that came back and asks who it is.
   *
   * @param answer the redirect URI with the parameters that came back
   * @throws {OauthError}
   */
  identify(answer: URL, checks: ProviderChecks): Promise<ProviderIdentity>;
}

/** Credentials that the provider gave this installation. */
export interface ProviderClient {
  clientId: string;
  clientSecret: Secret<string>;
}
