import * as oidc from 'openid-client';
import type { OauthProvider, ProviderChecks, ProviderEmail, ProviderIdentity } from './oauth-provider.js';
import { checkHostedDomain, claimsSchema, emailIn, type Claims } from './oidc-claims.js';
import { discover, type DiscoveredProvider } from './oidc-discovery.js';
import type { OidcSettings } from './oidc-settings.js';
import { requestProvider, stepDeadline, withoutSlash } from './provider-requests.js';
import { readUserInfo } from './user-info.js';

const DISCOVERY_TTL_MS = 3_600_000;

export class OidcProvider implements OauthProvider {
  readonly id: string;
  readonly name: string;
  private discovered: { provider: Promise<DiscoveredProvider>; at: number } | undefined;
  private issuer: string;

  constructor(private readonly settings: OidcSettings) {
    ({ id: this.id, name: this.name, issuer: this.issuer } = settings);
  }

  check(): Promise<string[]> {
    return this.request(({ warnings }) => Promise.resolve(warnings));
  }

  isAuthority(authority: string): boolean {
    return withoutSlash(authority) === withoutSlash(this.issuer);
  }

  authorizationUrl(redirectUri: string, { state, nonce, codeVerifier }: ProviderChecks): Promise<URL> {
    return this.request(async ({ configuration }) =>
      oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...this.hostedDomainHint(),
      }),
    );
  }

  identify(response: URL, { state, nonce, codeVerifier }: ProviderChecks): Promise<ProviderIdentity> {
    const deadline = stepDeadline();
    return this.request(async (provider) => {
      const tokens = await oidc.authorizationCodeGrant(provider.configuration, response, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
      });
      await provider.keys.verify(tokens.id_token ?? '');
      const claims = claimsSchema.parse(tokens.claims());
      checkHostedDomain(claims, this.settings);
      return {
        authority: provider.metadata.issuer,
        subject: claims.sub,
        readEmail: () => this.readEmail(claims, tokens.access_token, deadline),
      };
    }, deadline);
  }

  /** Reads all that the provider says about the address before it counts as missing or unconfirmed. */
  private async readEmail(
    claims: Claims,
    accessToken: string,
    deadline: number,
  ): Promise<ProviderEmail | null> {
    const inToken = emailIn(claims);
    if (inToken?.vouched === 'yes') return inToken;
    const info = this.request((provider) => readUserInfo(provider, accessToken, claims.sub), deadline);
    // Unreadable user info matters only to a person whose address is nowhere else.
    const more = inToken === null ? await info : await info.catch(() => ({}));
    const email = emailIn({ ...claims, ...more });
    const isTrusted = this.settings.trustsEmail && email?.vouched === 'unknown';
    return isTrusted ? { ...email, vouched: 'yes' } : email;
  }

  private request<T>(work: (provider: DiscoveredProvider) => Promise<T>, deadline?: number): Promise<T> {
    return requestProvider(this.settings.prefix, async () => work(await this.provider()), deadline);
  }

  private provider(): Promise<DiscoveredProvider> {
    const now = performance.now();
    if (this.discovered === undefined || now - this.discovered.at > DISCOVERY_TTL_MS) {
      const found = { provider: discover(this.settings), at: now };
      this.discovered = found;
      found.provider.then(
        ({ metadata }) => (this.issuer = metadata.issuer),
        () => {
          if (this.discovered === found) this.discovered = undefined;
        },
      );
    }
    return this.discovered.provider;
  }

  private hostedDomainHint(): { hd?: string } {
    const [first, ...others] = this.settings.hostedDomains;
    if (first === undefined) return {};
    return { hd: others.length === 0 ? first : '*' };
  }
}
