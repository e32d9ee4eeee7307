import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../../testing/create-test-app.js';
import { at, newEmail } from '../../../testing/test-actions.js';
import { faultyResponses } from '../testing/faulty-responses.js';
import { APP_URL, OauthBrowser, PAGE, redirectUriOf } from '../testing/oauth-browser.js';
import { OIDC_CLIENT, TestOidcProvider, type ResponseOverride } from '../testing/test-oidc-provider.js';

const faults = Object.entries(faultyResponses);
const DOCUMENT = '/.well-known/openid-configuration';
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
  OIDC_ISSUER: 'http://127.0.0.1:65535',
};
other.overrides.set(DOCUMENT, faultyResponses['status 500']);
const app = await createTestApp({ environment });
afterAll(async () => {
  await app.close();
  await other.stop();
});
const begin = (provider: string) => app.http.get(at(`/oauth/${provider}`));

describe('provider discovery', () => {
  it('is tried at the start, which it neither delays nor fails', async () => {
    const line = () => app.log().find((entry) => entry['provider'] === 'oidc' && !('request_id' in entry));
    await expect.poll(line).toBeDefined();
    expect(line()).toMatchObject({
      level: 'warn',
      message: 'sign-in provider cannot be used',
      fault: 'provider',
      reason: 'the provider cannot be reached (ECONNREFUSED)',
    });
  });

  it.each(faults)('redirects to the web page after %s', async (what, override) => {
    other.overrides.set(DOCUMENT, override);
    const reason = what === 'a redirect' ? 'misconfigured' : 'provider';
    expect(await begin('google')).toMatchObject({
      status: 302,
      headers: { location: `${PAGE}?error=${reason}` },
    });
  });

  it('logs what the provider and the configuration call the issuer', async () => {
    other.overrides.set(
      DOCUMENT,
      ((response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"issuer":"https://evil.example"}')) satisfies ResponseOverride,
    );
    const { headers } = await begin('google');
    expect(headers.location).toBe(`${PAGE}?error=misconfigured`);
    const line = () =>
      app.log().find((entry) => entry['request_id'] === headers['x-request-id'] && 'fault' in entry);
    await expect.poll(line).toMatchObject({
      fault: 'misconfigured',
      reason: `the provider calls itself https://evil.example, GOOGLE_ISSUER says ${other.issuer}`,
      attribute: 'issuer',
      expected: other.issuer,
      received: 'https://evil.example',
    });
  });

  it('is retried at the next sign-in, which needs no userinfo if the ID token contains the email address', async () => {
    other.overrides.clear();
    other.user = { sub: 'ada', email: newEmail(), email_verified: true };
    const visitor = new OauthBrowser(app.http);
    other.overrides.set('/me', faultyResponses['status 500']);
    const response = await visitor.exchange(await visitor.codeFrom('google'));
    expect(response.status).toBe(200);
  });
});
