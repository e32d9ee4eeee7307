import { createTestApp } from '../../../testing/create-test-app.js';
import { APP_URL, OauthBrowser, redirectUriOf } from './oauth-browser.js';
import { GITHUB_CLIENT, TestGithub } from './test-github.js';
import { OIDC_CLIENT, TestOidcProvider } from './test-oidc-provider.js';

export async function startProviders() {
  const oidc = await TestOidcProvider.start([redirectUriOf('oidc'), redirectUriOf('google')]);
  const github = await TestGithub.start();
  const environment = {
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
  };
  return { oidc, github, environment, stop: () => Promise.all([oidc.stop(), github.stop()]) };
}

export async function createOauthApp(environment: Record<string, string> = {}) {
  const { oidc, github, ...providers } = await startProviders();
  const app = await createTestApp({ environment: { ...providers.environment, ...environment } });
  return {
    app,
    oidc,
    github,
    browser: () => new OauthBrowser(app.http),
    tokenRequests: () => oidc.tokenRequests + github.tokenRequests,
    close: async () => {
      await app.close();
      await providers.stop();
    },
  };
}
