import * as oauth from 'openid-client';
import { z } from 'zod';
import type {
  OauthProvider,
  ProviderChecks,
  ProviderClient,
  ProviderEmail,
  ProviderIdentity,
} from './oauth-provider.js';
import { setupError, responseError } from './provider-problems.js';
import {
  requestProvider,
  extensionsFor,
  PROVIDER_TIMEOUT_SECONDS,
  stepDeadline,
} from './provider-requests.js';

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
    const login = `${url}/login/oauth`;
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

  check(): Promise<string[]> {
    return Promise.resolve([]);
  }

  isAuthority(authority: string): boolean {
    return authority === this.settings.url;
  }

  authorizationUrl(redirectUri: string, { state, codeVerifier }: ProviderChecks): Promise<URL> {
    return requestProvider('GITHUB', async () =>
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
    const deadline = stepDeadline();
    const identified = async () => {
      const { access_token: accessToken } = await oauth.authorizationCodeGrant(this.configuration, response, {
        expectedState: state,
        pkceCodeVerifier: codeVerifier,
      });
      const { id } = userSchema.parse(await this.get(accessToken, '/user'));
      const readEmail = () => requestProvider('GITHUB', () => this.primaryEmail(accessToken), deadline);
      return { authority: this.settings.url, subject: String(id), readEmail };
    };
    return requestProvider('GITHUB', identified, deadline);
  }

  private async primaryEmail(accessToken: string): Promise<ProviderEmail | null> {
    const emails = emailsSchema.parse(await this.get(accessToken, '/user/emails'));
    const primary = emails.find((email) => email.primary);
    if (primary === undefined) return null;
    return { address: primary.email, vouched: primary.verified ? 'yes' : 'no' };
  }

  private async get(accessToken: string, path: string): Promise<unknown> {
    const url = new URL(`${this.settings.apiUrl}${path}`);
    const headers = new Headers(API_HEADERS);
    const response = await oauth.fetchProtectedResource(
      this.configuration,
      accessToken,
      url,
      'GET',
      null,
      headers,
    );
    if (path === '/user/emails' && [403, 404].includes(response.status))
      throw setupError(
        `responded with ${response.status} to ${path}: give the app read access to email addresses`,
      );
    if (response.status !== 200) throw responseError(response);
    return response.json();
  }
}
