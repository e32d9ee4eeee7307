import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { portOf } from './test-oidc-provider.js';

export const QUIRKY_CLIENT = { clientId: 'onasty', clientSecret: 'a secret + / = % of onasty' };

export interface SigningKey {
  key: CryptoKey | Uint8Array;
  alg: string;
  kid?: string;
  jwk: JWK;
}

export interface Quirks {
  issuer?: string;
  tokenIssuer?: string;
  metadata?: Record<string, unknown>;
  keys?: SigningKey[];
  signWith?: SigningKey;
  accepts?: 'client_secret_basic' | 'client_secret_post' | 'none';
  claims?: JWTPayload;
  tokens?: Record<string, unknown>;
  tokenType?: string;
  userInfo?: JWTPayload;
  userInfoStatus?: number;
  signUserInfoWith?: SigningKey;
}

export async function signingKey(alg: string, kid?: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const name = kid === undefined ? {} : { kid };
  return { key: privateKey, alg, ...name, jwk: { ...(await exportJWK(publicKey)), ...name } };
}

export class QuirkyOidcProvider {
  quirks: Quirks = {};
  tokenRequests = 0;
  private readonly nonces = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly usualKey: SigningKey,
  ) {}

  static async start(): Promise<QuirkyOidcProvider> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const key = await signingKey('RS256', 'usual');
    const started = new QuirkyOidcProvider(server, `http://127.0.0.1:${portOf(server)}`, key);
    server.on('request', (request, response) => void started.respond(request, response));
    return started;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  grant(authorizationUrl: URL): URL {
    const { searchParams } = authorizationUrl;
    const code = randomUUID();
    this.nonces.set(code, searchParams.get('nonce') ?? '');
    const url = new URL(searchParams.get('redirect_uri') ?? '');
    url.search = new URLSearchParams({ code, state: searchParams.get('state') ?? '' }).toString();
    return url;
  }

  private get issuer(): string {
    return this.quirks.issuer ?? this.url;
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { keys = [this.usualKey] } = this.quirks;
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (pathname.endsWith('/.well-known/openid-configuration'))
      return sendJson(response, 200, this.document());
    if (pathname === '/jwks') return sendJson(response, 200, { keys: keys.map(({ jwk }) => jwk) });
    if (pathname === '/token') return this.exchange(request, response);
    if (pathname === '/userinfo') return this.sendUserInfo(response);
    sendJson(response, 404, { error: 'not_found' });
  }

  private document(): object {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      userinfo_endpoint: `${this.url}/userinfo`,
      jwks_uri: `${this.url}/jwks`,
      id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      ...this.quirks.metadata,
    };
  }

  private async exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.tokenRequests += 1;
    const parameters = new URLSearchParams(await text(request));
    const { accepts } = this.quirks;
    if (accepts !== undefined && accepts !== methodOf(request, parameters))
      return sendJson(response, 401, { error: 'invalid_client' });
    const nonce = this.nonces.get(parameters.get('code') ?? '');
    if (nonce === undefined) return sendJson(response, 400, { error: 'invalid_grant' });
    const tokens = {
      access_token: randomUUID(),
      token_type: 'Bearer',
      id_token: await this.idToken(nonce),
      ...this.quirks.tokens,
    };
    sendJson(response, 200, tokens, this.quirks.tokenType);
  }

  private async idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { sub: 'ada', aud: QUIRKY_CLIENT.clientId, iat: now, exp: now + 300 };
    const iss = this.quirks.tokenIssuer ?? this.issuer;
    return sign(this.quirks.signWith ?? this.quirks.keys?.[0] ?? this.usualKey, {
      ...usual,
      iss,
      nonce,
      ...this.quirks.claims,
    });
  }

  private async sendUserInfo(response: ServerResponse): Promise<void> {
    const { userInfoStatus = 200, signUserInfoWith, userInfo } = this.quirks;
    const claims = { sub: 'ada', ...userInfo };
    if (signUserInfoWith === undefined) return sendJson(response, userInfoStatus, claims);
    const body = await sign(signUserInfoWith, claims);
    response.writeHead(200, { 'content-type': 'application/jwt; charset=utf-8' }).end(body);
  }
}

function sign({ key, alg, kid }: SigningKey, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, ...(kid !== undefined && { kid }) }).sign(key);
}

function methodOf({ headers }: IncomingMessage, parameters: URLSearchParams): string {
  if (headers.authorization?.startsWith('Basic ')) return 'client_secret_basic';
  return parameters.has('client_secret') ? 'client_secret_post' : 'none';
}

function sendJson(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}
