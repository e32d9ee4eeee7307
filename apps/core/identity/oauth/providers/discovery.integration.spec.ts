import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../../testing/create-test-app.js';
import { at, newEmail } from '../../../testing/test-actions.js';
import { faultyResponses } from '../testing/faulty-responses.js';
import { APP_URL, OauthBrowser, PAGE, redirectUriOf } from '../testing/oauth-browser.js';
import { OIDC_CLIENT, TestOidcProvider, type ResponseOverride } from '../testing/test-oidc-provider.js';

const BACK = { status: 302, headers: { location: `${PAGE}?error=provider` } };
const faults = Object.entries(faultyResponses);
const credentials = (name: string) => ({
  [`${name}_CLIENT_ID`]: OIDC_CLIENT.clientId,
  [`${name}_CLIENT_SECRET`]: OIDC_CLIENT.clientSecret,
});

const other = await TestOidcProvider.start([redirectUriOf('google')], {
  conformIdTokenClaims: false,
  clientAuthMethods: ['client_secret_post'],
  clients: [
    {
      client_id: OIDC_CLIENT.clientId,
      client_secret: OIDC_CLIENT.clientSecret,
      redirect_uris: [redirectUriOf('google')],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
});
const environment = {
  APP_URL,
  ...credentials('GOOGLE'),
  GOOGLE_ISSUER: other.issuer,
  ...credentials('OIDC'),
  OIDC_ISSUER: 'http://oidc.example',
  ...credentials('GITHUB'),
  GITHUB_URL: 'http://github.example',
};
const app = await createTestApp({ environment });
afterAll(async () => {
  await app.close();
  await other.stop();
});
const begin = (provider: string) => app.http.get(at(`/oauth/${provider}`));

describe('provider discovery', () => {
  it.each([
    ...faults,
    [
      'another issuer',
      (response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            issuer: 'https://evil.example',
            authorization_endpoint: 'https://evil.example',
          }),
        ),
    ] satisfies [string, ResponseOverride],
  ])('redirects to the web page after %s', async (_what, override) => {
    other.overrides.set('/.well-known/openid-configuration', override);
    expect(await begin('google')).toMatchObject(BACK);
  });

  it('is retried at the next sign-in, which needs no userinfo if the ID token contains the email address', async () => {
    other.overrides.clear();
    other.user = { sub: 'ada', email: newEmail(), email_verified: true };
    const visitor = new OauthBrowser(app.http);
    other.overrides.set('/me', faultyResponses['status 500']);
    const response = await visitor.exchange(await visitor.codeFrom('google'));
    expect(response.status).toBe(200);
  });

  it.each(['oidc', 'github'])('of %s over plain HTTP is not attempted, except on loopback', async (name) => {
    expect(await begin(name)).toMatchObject(BACK);
  });
});
