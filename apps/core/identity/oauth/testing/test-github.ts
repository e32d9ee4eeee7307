import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { portOf, type ResponseOverride } from './test-oidc-provider.js';

export const GITHUB_CLIENT = { clientId: 'Iv1.onasty', clientSecret: 'a secret of onasty and GitHub' };

interface GithubUser {
  id: number;
  emails: { email: string; primary: boolean; verified: boolean; visibility: string | null }[];
}

/** GitHub as documented, on a free loopback port. One user grants every request. */
export class TestGithub {
  user: GithubUser = { id: 1, emails: [] };
  tokenRequests = 0;
  readonly overrides = new Map<string, ResponseOverride>();
  private readonly codes = new Map<string, { challenge: string; redirectUri: string }>();
  private readonly tokens = new Set<string>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<TestGithub> {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const started = new TestGithub(server, `http://127.0.0.1:${portOf(server)}`);
    server.on('request', (request, response) => void started.respond(request, response));
    return started;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname === '/login/oauth/access_token') this.tokenRequests += 1;
    const override = this.overrides.get(pathname);
    if (override !== undefined) return override(response);
    switch (pathname) {
      case '/login/oauth/authorize':
        return this.authorize(searchParams, response);
      case '/login/oauth/access_token':
        return sendJson(response, 200, this.exchange(new URLSearchParams(await text(request))));
      case '/api/v3/user':
        return this.sendTo(request, response, { login: 'ada', id: this.user.id, email: null });
      case '/api/v3/user/emails':
        return this.sendTo(request, response, this.user.emails);
      default:
        sendJson(response, 404, { message: 'Not Found' });
    }
  }

  private authorize(parameters: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    const redirectUri = parameters.get('redirect_uri') ?? '';
    this.codes.set(code, { challenge: parameters.get('code_challenge') ?? '', redirectUri });
    const location = new URL(redirectUri);
    location.search = new URLSearchParams({ code, state: parameters.get('state') ?? '' }).toString();
    response.writeHead(302, { location: location.href }).end();
  }

  /** GitHub responds with 200 even to a rejected code. */
  private exchange(parameters: URLSearchParams): object {
    const code = parameters.get('code') ?? '';
    const granted = this.codes.get(code);
    this.codes.delete(code);
    const isClient =
      parameters.get('client_id') === GITHUB_CLIENT.clientId &&
      parameters.get('client_secret') === GITHUB_CLIENT.clientSecret;
    if (!isClient) return { error: 'incorrect_client_credentials' };
    const verifier = parameters.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    if (granted?.challenge !== challenge || granted.redirectUri !== parameters.get('redirect_uri')) {
      return {
        error: 'bad_verification_code',
        error_description: 'The code passed is incorrect or expired.',
      };
    }
    const token = `gho_${randomUUID()}`;
    this.tokens.add(token);
    return { access_token: token, scope: 'user:email', token_type: 'bearer' };
  }

  private sendTo({ headers }: IncomingMessage, response: ServerResponse, body: unknown): void {
    const isAllowed = this.tokens.has(headers.authorization?.replace(/^Bearer /, '') ?? '');
    // GitHub rejects requests without a user agent.
    const status = headers['user-agent'] === undefined ? 403 : isAllowed ? 200 : 401;
    sendJson(response, status, status === 200 ? body : { message: 'Bad credentials' });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
