import type { Secret } from '#libs/config';

export interface ProviderChecks {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636): the provider receives only its hash until the code is exchanged. */
  codeVerifier: string;
}

export interface ProviderIdentity {
  /** Identifies the provider: two providers may use the same subject for different users. */
  authority: string;
  subject: string;
  verifiedEmail: string | null;
}

export interface OauthProvider {
  readonly id: string;
  readonly name: string;
  authorizationUrl(redirectUri: string, checks: ProviderChecks): Promise<URL>;
  identify(response: URL, checks: ProviderChecks): Promise<ProviderIdentity>;
}

export interface ProviderClient {
  clientId: string;
  clientSecret: Secret<string>;
}
