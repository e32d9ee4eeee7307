import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import { signIns } from '../accounts.metrics.js';
import type { ClientInfo } from '../client-info.js';
import { SessionsService, type TokenPair } from '../sessions/sessions.service.js';
import { UnauthorizedError } from '../sessions/sessions.errors.js';
import { CONFIG } from '../../tokens.js';
import { OauthAccounts } from './oauth-accounts.js';
import { OauthProviders } from './providers/oauth-providers.js';
import { OauthError } from './oauth.errors.js';
import { OneTimeCodes } from './one-time/one-time-codes.js';
import { SignInAttempts, type SignInBrowser } from './sign-in-attempts.js';

@Injectable()
export class OauthService {
  constructor(
    private readonly providers: OauthProviders,
    private readonly attempts: SignInAttempts,
    private readonly accounts: OauthAccounts,
    private readonly codes: OneTimeCodes,
    private readonly sessions: SessionsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async begin(providerId: string, browser: SignInBrowser): Promise<URL> {
    const provider = this.providers.get(providerId);
    const checks = await this.attempts.begin(provider.id, browser);
    return provider.authorizationUrl(this.redirectUri(provider.id), checks);
  }

  async finish(
    providerId: string,
    browser: SignInBrowser,
    { parameters, client }: { parameters: URLSearchParams; client: ClientInfo },
  ): Promise<string> {
    const provider = this.providers.get(providerId);
    const checks = await this.attempts.end(provider.id, browser.key, parameters.getAll('state'));
    if (parameters.get('error') === 'access_denied')
      throw new OauthError('access_denied', 'denied by the user');
    const response = new URL(this.redirectUri(provider.id));
    response.search = parameters.toString();
    const identity = await provider.identify(response, checks);
    await this.accounts.ensureAccount({ provider, identity, client });
    const { authority, subject } = identity;
    return this.codes.issue({ providerId: provider.id, identity: { authority, subject } }, browser);
  }

  async exchange(code: string, browserKey: string, client: ClientInfo): Promise<TokenPair> {
    const { providerId, identity } = await this.codes.redeem(code, browserKey);
    const owner = await this.accounts.findOwner(identity);
    if (owner === null) throw new UnauthorizedError();
    const tokens = await this.sessions.open(owner.id, client, { epoch: owner.epoch, way: providerId });
    await this.accounts.recordUse(identity);
    signIns.inc({ way: providerId });
    return tokens;
  }

  private redirectUri(providerId: string): string {
    return `${this.config.appUrl}/api/v1/oauth/${providerId}/callback`;
  }
}
