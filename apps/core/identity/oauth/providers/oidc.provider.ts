import * as oidc from 'openid-client';
import { z } from 'zod';
import { plainText } from '../../../http/validation.js';
import type { OauthProvider, ProviderChecks, ProviderClient, ProviderIdentity } from './oauth-provider.js';
import { requestProvider, extensionsFor, PROVIDER_TIMEOUT_SECONDS } from './provider-requests.js';

const DISCOVERY_TTL_MS = 3_600_000;
const MAX_SUBJECT_LENGTH = 255;

const claimsSchema = z.object({
  sub: plainText.min(1).max(MAX_SUBJECT_LENGTH),
  email: z.string().optional(),
  email_verified: z.unknown().optional(),
});

export interface OidcSettings extends ProviderClient {
  id: string;
  name: string;
  issuer: string;
}

export class OidcProvider implements OauthProvider {
  readonly id: string;
  readonly name: string;
  private discovered: { configuration: Promise<oidc.Configuration>; at: number } | undefined;

  constructor(private readonly settings: OidcSettings) {
    ({ id: this.id, name: this.name } = settings);
  }

  authorizationUrl(redirectUri: string, { state, nonce, codeVerifier }: ProviderChecks): Promise<URL> {
    return requestProvider(async () =>
      oidc.buildAuthorizationUrl(await this.configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }),
    );
  }

  identify(response: URL, { state, nonce, codeVerifier }: ProviderChecks): Promise<ProviderIdentity> {
    return requestProvider(async () => {
      const configuration = await this.configuration();
      const tokens = await oidc.authorizationCodeGrant(configuration, response, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
      });
      const claims = await claimsOf(configuration, tokens);
      return {
        authority: configuration.serverMetadata().issuer,
        subject: claims.sub,
        verifiedEmail: verifiedEmailOf(claims),
      };
    });
  }

  private configuration(): Promise<oidc.Configuration> {
    const now = performance.now();
    if (this.discovered === undefined || now - this.discovered.at > DISCOVERY_TTL_MS) {
      const found = { configuration: this.discover(), at: now };
      this.discovered = found;
      found.configuration.catch(() => {
        if (this.discovered === found) this.discovered = undefined;
      });
    }
    return this.discovered.configuration;
  }

  private discover(): Promise<oidc.Configuration> {
    const issuer = new URL(this.settings.issuer);
    return oidc.discovery(issuer, this.settings.clientId, undefined, this.authenticate, {
      timeout: PROVIDER_TIMEOUT_SECONDS,
      execute: [oidc.enableNonRepudiationChecks, ...extensionsFor(issuer)],
    });
  }

  /** HTTP Basic, the default of OpenID Connect, unless the provider supports only other methods. */
  private readonly authenticate: oidc.ClientAuth = (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const authenticate = methods.includes('client_secret_basic')
      ? oidc.ClientSecretBasic
      : oidc.ClientSecretPost;
    return authenticate(this.settings.clientSecret.reveal())(server, client, body, headers);
  };
}

type Claims = z.output<typeof claimsSchema>;
type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

async function claimsOf(configuration: oidc.Configuration, tokens: Tokens): Promise<Claims> {
  const claims = claimsSchema.parse(tokens.claims());
  const { userinfo_endpoint: userInfo } = configuration.serverMetadata();
  if (claims.email !== undefined || userInfo === undefined) return claims;
  return claimsSchema.parse(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub));
}

/** Some providers send the claim as a string, and "false" must not count. */
function verifiedEmailOf({ email, email_verified: verified }: Claims): string | null {
  return email !== undefined && (verified === true || verified === 'true') ? email : null;
}
