import { afterAll } from 'vitest';
import { GITHUB_CLIENT, GithubPeer } from './github.js';
import { APP_URL, OauthBrowser, redirectUriOf } from './oauth.js';
import { OIDC_CLIENT, OidcPeer } from './oidc.js';
import { useCore } from './world.js';

/**
 * A core that knows two providers of OpenID Connect, which are one, and GitHub; all of them on loopback.
 *
 * @param processes so many cores on one database
 */
export async function useOauthCore(environment: Record<string, string> = {}, processes = 1) {
  const oidc = await OidcPeer.start([redirectUriOf('oidc'), redirectUriOf('google')]);
  const github = await GithubPeer.start();
  const settings = {
    APP_URL,
    OIDC_NAME: 'The office',
    OIDC_ISSUER: oidc.issuer,
    OIDC_CLIENT_ID: OIDC_CLIENT.clientId,
    OIDC_CLIENT_SECRET: OIDC_CLIENT.clientSecret,
    GOOGLE_ISSUER: oidc.issuer,
    GOOGLE_CLIENT_ID: OIDC_CLIENT.clientId,
    GOOGLE_CLIENT_SECRET: OIDC_CLIENT.clientSecret,
    GITHUB_URL: github.url,
    GITHUB_API_URL: `${github.url}/api/v3`,
    GITHUB_CLIENT_ID: GITHUB_CLIENT.clientId,
    GITHUB_CLIENT_SECRET: GITHUB_CLIENT.clientSecret,
    ...environment,
  };
  const world = useCore(settings, processes);
  afterAll(() => Promise.all([oidc.stop(), github.stop()]));
  return {
    oidc,
    github,
    world,
    http: () => world().core.http,
    query: (text: string, values: unknown[] = []) => world().database.query(text, values),
    browser: () => new OauthBrowser(world().core.http),
    /** How often a code was exchanged anywhere. */
    tokenRequests: () => oidc.tokenRequests + github.tokenRequests,
  };
}
