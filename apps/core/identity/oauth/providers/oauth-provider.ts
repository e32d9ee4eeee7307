import type { Secret } from '#libs/config';

export interface ProviderChecks {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636): the provider receives only its hash until the code is exchanged. */
  codeVerifier: string;
}

/** Identifies a person: two providers may use the same subject for different users. */
export interface Identity {
  authority: string;
  subject: string;
}

export interface ProviderEmail {
  address: string;
  /** The provider's word on it: `unknown` if it does not say. */
  vouched: 'yes' | 'no' | 'unknown';
}

export interface ProviderIdentity extends Identity {
  /** Reads the email address, which only a person without an account here needs; null if there is none. */
  readEmail(): Promise<ProviderEmail | null>;
}

export interface OauthProvider {
  readonly id: string;
  readonly name: string;
  /** Compares the setup with what the provider publishes. Resolves to warnings. */
  check(): Promise<string[]>;
  /** True if the identities of the authority are of this provider. */
  isAuthority(authority: string): boolean;
  authorizationUrl(redirectUri: string, checks: ProviderChecks): Promise<URL>;
  identify(response: URL, checks: ProviderChecks): Promise<ProviderIdentity>;
}

export interface ProviderClient {
  clientId: string;
  clientSecret: Secret<string>;
}
