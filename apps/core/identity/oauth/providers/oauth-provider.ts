import type { Secret } from '#libs/config';

export interface ProviderChecks {
  state: string;
  nonce: string;
  /** PKCE (RFC 7636): the provider receives only its hash until the code is exchanged. */
  codeVerifier: string;
}

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
  check(): Promise<string[]>;
  isAuthority(authority: string): boolean;
  authorizationUrl(redirectUri: string, checks: ProviderChecks): Promise<URL>;
  identify(response: URL, checks: ProviderChecks): Promise<ProviderIdentity>;
}

export interface ProviderClient {
  clientId: string;
  clientSecret: Secret<string>;
}
