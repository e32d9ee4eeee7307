import type { Config } from '#libs/config';

export interface OidcSettings extends Pick<Config['oauth']['oidc'], 'clientSecret' | 'tokenAuthMethod'> {
  id: string;
  name: string;
  /** Prefix of its variables, named where one of them is wrong. */
  prefix: 'OIDC' | 'GOOGLE';
  issuer: string;
  clientId: string;
  /** The operator vouches for addresses of which the provider does not say whether they are confirmed. */
  trustsEmail: boolean;
  hostedDomains: readonly string[];
}
