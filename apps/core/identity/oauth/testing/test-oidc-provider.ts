import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';

export const OIDC_CLIENT = { clientId: 'onasty', clientSecret: 'a secret, of: onasty & the provider/%41' };

export interface OidcUser {
  sub: string;
  email?: unknown;
  email_verified?: unknown;
}

export type ResponseOverride = (response: ServerResponse) => void;

export class TestOidcProvider {
  user: OidcUser = { sub: 'unset' };
  tokenRequests = 0;
  readonly overrides = new Map<string, ResponseOverride>();
  /** Changes the token response. */
  tamper: ((tokens: Record<string, unknown>) => void) | null = null;

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async start(redirectUris: string[], changes: Configuration = {}): Promise<TestOidcProvider> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const started = new TestOidcProvider(server, `http://127.0.0.1:${portOf(server)}`);
    const provider = await started.provider(redirectUris, changes);
    const respond = provider.callback();
    server.on('request', (request, response) => {
      if (request.method === 'POST' && request.url === '/token') started.tokenRequests += 1;
      const override = started.overrides.get(request.url?.split('?')[0] ?? '');
      if (override !== undefined) return override(response);
      if (request.url?.startsWith('/interaction/')) return void started.signIn(provider, request, response);
      void respond(request, response);
    });
    return started;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async provider(redirectUris: string[], changes: Configuration): Promise<Provider> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: OIDC_CLIENT.clientId,
          client_secret: OIDC_CLIENT.clientSecret,
          redirect_uris: redirectUris,
        },
      ],
      jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
      cookies: { keys: ['a key of the cookies'] },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, accountId) => ({ accountId, claims: () => ({ ...this.user }) }),
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }),
          clientId: OIDC_CLIENT.clientId,
        });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
      ...changes,
    });
    provider.use(async (context, next) => {
      await next();
      if (context.path === '/token' && this.tamper !== null) this.tamper(Object(context.body));
    });
    return provider;
  }

  private signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    return provider.interactionFinished(request, response, { login: { accountId: this.user.sub } });
  }
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}
