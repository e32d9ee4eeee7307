import { afterAll, describe, expect, it } from 'vitest';
import { at, newEmail } from '../support/accounts.js';
import { APP_URL, disturbances, OauthBrowser, PAGE, redirectUriOf } from '../support/oauth.js';
import { OIDC_CLIENT, OidcPeer } from '../support/oidc.js';
import { useCore } from '../support/world.js';

const BACK = { status: 302, headers: { location: `${PAGE}?error=provider` } };
const faults = Object.entries(disturbances);
const credentials = (name: string) => ({
  [`${name}_CLIENT_ID`]: OIDC_CLIENT.clientId,
  [`${name}_CLIENT_SECRET`]: OIDC_CLIENT.clientSecret,
});

const other = await OidcPeer.start([redirectUriOf('google')], {
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
afterAll(() => other.stop());
const core = useCore({
  APP_URL,
  ...credentials('GOOGLE'),
  GOOGLE_ISSUER: other.issuer,
  ...credentials('OIDC'),
  OIDC_ISSUER: 'http://oidc.example',
  ...credentials('GITHUB'),
  GITHUB_URL: 'http://github.example',
});
const begin = (provider: string) => core().core.http.get(at(`/oauth/${provider}`));

describe('the discovery of a provider', () => {
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
    ] satisfies (typeof faults)[number],
  ])('that fails with %s leads back to the web page', async (_what, disturb) => {
    other.disturbed.set('/.well-known/openid-configuration', disturb);
    expect(await begin('google')).toMatchObject(BACK);
  });

  it('is tried again at the next sign-in, by which somebody with an address in the ID token comes in', async () => {
    other.disturbed.clear();
    other.user = { sub: 'ada', email: newEmail(), email_verified: true };
    const visitor = new OauthBrowser(core().core.http);
    other.disturbed.set('/me', disturbances[500]);
    const answer = await visitor.exchange(await visitor.codeFrom('google'));
    expect(answer.status).toBe(200);
  });

  it.each(['oidc', 'github'])(
    'of %s over plain HTTP is not even tried elsewhere than on this machine',
    async (name) => {
      expect(await begin(name)).toMatchObject(BACK);
    },
  );
});
