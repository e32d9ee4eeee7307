import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Config } from '#libs/config';
import type { Logger } from '#libs/observability';
import { ProviderNotSupportedError } from '../oauth.errors.js';
import { logFieldsOf } from '../oauth-log.js';
import { GithubProvider } from './github.provider.js';
import type { OauthProvider } from './oauth-provider.js';
import { OidcProvider } from './oidc.provider.js';

export class OauthProviders implements OnApplicationBootstrap {
  readonly all: readonly OauthProvider[];

  constructor(
    { google, github, oidc }: Config['oauth'],
    private readonly logger: Logger,
  ) {
    const providers = [googleProvider(google), githubProvider(github), openIdProvider(oidc)];
    this.all = providers.filter((provider) => provider !== null);
  }

  /** Not awaited: a provider may be down at startup. */
  onApplicationBootstrap(): void {
    for (const provider of this.all) void this.check(provider);
  }

  get(id: string): OauthProvider {
    const provider = this.all.find((known) => known.id === id);
    if (provider === undefined) throw new ProviderNotSupportedError();
    return provider;
  }

  ofAuthority(authority: string): { id: string; name: string; isOffered: boolean } {
    const provider = this.all.find((known) => known.isAuthority(authority));
    if (provider !== undefined) return { id: provider.id, name: provider.name, isOffered: true };
    const name = URL.canParse(authority) ? new URL(authority).host : authority;
    return { id: authority, name, isOffered: false };
  }

  isOf(id: string, authority: string): boolean {
    const provider = this.all.find((known) => known.id === id);
    return provider === undefined ? id === authority : provider.isAuthority(authority);
  }

  private async check(provider: OauthProvider): Promise<void> {
    try {
      for (const reason of await provider.check())
        this.logger.warn({ provider: provider.id, reason }, 'sign-in provider may reject the client');
    } catch (error) {
      this.logger.warn({ provider: provider.id, ...logFieldsOf(error) }, 'sign-in provider cannot be used');
    }
  }
}

function googleProvider({ clientId, ...settings }: Config['oauth']['google']): OauthProvider | null {
  if (clientId === undefined) return null;
  const names = { id: 'google', name: 'Google', prefix: 'GOOGLE' } as const;
  return new OidcProvider({
    ...settings,
    ...names,
    clientId,
    tokenAuthMethod: undefined,
    trustsEmail: false,
  });
}

function githubProvider({ clientId, clientSecret, ...urls }: Config['oauth']['github']) {
  if (clientId === undefined || clientSecret === undefined) return null;
  return new GithubProvider({ ...urls, clientId, clientSecret });
}

function openIdProvider({ issuer, clientId, ...settings }: Config['oauth']['oidc']): OauthProvider | null {
  if (issuer === undefined || clientId === undefined) return null;
  return new OidcProvider({ ...settings, id: 'oidc', prefix: 'OIDC', issuer, clientId, hostedDomains: [] });
}
