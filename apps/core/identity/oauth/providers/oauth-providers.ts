import type { Config } from '#libs/config';
import { GithubProvider } from './github.provider.js';
import type { OauthProvider } from './oauth-provider.js';
import { ProviderNotSupportedError } from '../oauth.errors.js';
import { OidcProvider } from './oidc.provider.js';

export class OauthProviders {
  readonly all: readonly OauthProvider[];

  constructor({ google, github, oidc }: Config['oauth']) {
    const providers = [
      openIdProvider({ ...google, id: 'google', name: 'Google' }),
      githubProvider(github),
      openIdProvider({ ...oidc, id: 'oidc' }),
    ];
    this.all = providers.filter((provider) => provider !== null);
  }

  get(id: string): OauthProvider {
    const provider = this.all.find((known) => known.id === id);
    if (provider === undefined) throw new ProviderNotSupportedError();
    return provider;
  }
}

function openIdProvider(settings: Config['oauth']['oidc'] & { id: string }): OauthProvider | null {
  const { id, name, issuer, clientId, clientSecret } = settings;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return new OidcProvider({ id, name, issuer, clientId, clientSecret });
}

function githubProvider({ url, apiUrl, clientId, clientSecret }: Config['oauth']['github']) {
  if (clientId === undefined || clientSecret === undefined) return null;
  return new GithubProvider({ url, apiUrl, clientId, clientSecret });
}
