import * as oauth from 'openid-client';
import { z } from 'zod';
import type { OauthProvider, ProviderChecks, ProviderClient, ProviderIdentity } from './oauth-provider.js';
import { OauthError } from '../oauth.errors.js';
import { requestProvider, extensionsFor, PROVIDER_TIMEOUT_SECONDS } from './provider-requests.js';

const API_HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };

const userSchema = z.object({ id: z.number().int().positive() });
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

export interface GithubSettings extends ProviderClient {
  url: string;
  apiUrl: string;
}

export class GithubProvider implements OauthProvider {
  readonly id = 'github';
  readonly name = 'GitHub';
  private readonly configuration: oauth.Configuration;

  constructor(private readonly settings: GithubSettings) {
    const { url, clientId, clientSecret } = settings;
    const login = `${withoutSlash(url)}/login/oauth`;
    this.configuration = new oauth.Configuration(
      {
        issuer: login,
        authorization_endpoint: `${login}/authorize`,
        token_endpoint: `${login}/access_token`,
      },
      clientId,
      undefined,
      oauth.ClientSecretPost(clientSecret.reveal()),
    );
    this.configuration.timeout = PROVIDER_TIMEOUT_SECONDS;
    for (const extend of extensionsFor(new URL(url))) extend(this.configuration);
  }

  authorizationUrl(redirectUri: string, { state, codeVerifier }: ProviderChecks): Promise<URL> {
    return requestProvider(async () =>
      oauth.buildAuthorizationUrl(this.configuration, {
        redirect_uri: redirectUri,
        scope: 'user:email',
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }),
    );
  }

  identify(response: URL, { state, codeVerifier }: ProviderChecks): Promise<ProviderIdentity> {
    return requestProvider(async () => {
      const tokens = await oauth.authorizationCodeGrant(this.configuration, response, {
        expectedState: state,
        pkceCodeVerifier: codeVerifier,
      });
      const [user, emails] = await Promise.all([
        this.get(tokens.access_token, '/user').then((body) => userSchema.parse(body)),
        this.get(tokens.access_token, '/user/emails').then((body) => emailsSchema.parse(body)),
      ]);
      const primary = emails.find((email) => email.primary && email.verified);
      return {
        authority: withoutSlash(this.settings.url),
        subject: String(user.id),
        verifiedEmail: primary?.email ?? null,
      };
    });
  }

  private async get(accessToken: string, path: string): Promise<unknown> {
    const url = new URL(`${withoutSlash(this.settings.apiUrl)}${path}`);
    const headers = new Headers(API_HEADERS);
    const response = await oauth.fetchProtectedResource(
      this.configuration,
      accessToken,
      url,
      'GET',
      null,
      headers,
    );
    if (response.status !== 200)
      throw new OauthError('provider', `GitHub responded with ${response.status} to ${path}`);
    return response.json();
  }
}

const withoutSlash = (url: string) => url.replace(/\/$/, '');
