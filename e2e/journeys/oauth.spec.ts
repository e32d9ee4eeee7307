import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  OauthBrowser,
  APP_URL,
  PAGE,
  redirectUriOf,
} from '../../apps/core/identity/oauth/testing/oauth-browser.js';
import { OIDC_CLIENT, TestOidcProvider } from '../../apps/core/identity/oauth/testing/test-oidc-provider.js';
import { createNote } from '../../apps/core/testing/note-actions.js';
import { at, bearer, newEmail, tokensOf } from '../../apps/core/testing/test-actions.js';
import type { RunningDeployment } from '../support/deployment/running-deployment.js';
import { TestDeployment } from '../support/deployment/test-deployment.js';

describe('sign-in through an OpenID Connect provider, with two cores and Redis', () => {
  let provider: TestOidcProvider;
  let deployment: RunningDeployment;

  beforeAll(async () => {
    provider = await TestOidcProvider.start([redirectUriOf('oidc')]);
    const environment = {
      APP_URL,
      OIDC_NAME: 'The office',
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: OIDC_CLIENT.clientId,
      OIDC_CLIENT_SECRET: OIDC_CLIENT.clientSecret,
    };
    deployment = await new TestDeployment().withCores(2, environment).withRedis().onClonedDatabase().start();
  });
  afterAll(async () => {
    await deployment.stop();
    await provider.stop();
  });

  /** A browser whose requests reach this core. */
  const browserAt = (index: number, { cookies }: Partial<OauthBrowser> = {}) => {
    const { http } = deployment.cores[index] ?? deployment.core;
    return new OauthBrowser(http, cookies);
  };
  const me = async (accessToken: string) => (await deployment.http.get(at('/me'), bearer(accessToken))).body;

  it('begins at one core, returns to the other and opens one account for each person', async () => {
    const email = newEmail();
    provider.user = { sub: randomUUID(), email, email_verified: true };
    const first = browserAt(0);
    const back = await browserAt(1, first).comeBack(await first.returnFrom('oidc'));
    const code = back.headers.location?.split(`${PAGE}#code=`)[1];
    const session = tokensOf(await browserAt(0, first).exchange(code));
    expect(await me(session.accessToken)).toMatchObject({ email });

    const { slug } = await createNote(deployment.http, {}, bearer(session.accessToken));
    const again = browserAt(1);
    const { accessToken } = tokensOf(await again.exchange(await again.codeFrom('oidc')));
    expect((await deployment.http.get(at('/note'), bearer(accessToken))).text).toContain(slug);
  });

  it('continues although core was replaced while the person was at the provider', async () => {
    const email = newEmail();
    provider.user = { sub: randomUUID(), email, email_verified: true };
    const before = browserAt(0);
    const url = await before.returnFrom('oidc');
    await deployment.restartCore(0, 'SIGTERM');
    const after = browserAt(0, before);
    const { headers } = await after.comeBack(url);
    const { accessToken } = tokensOf(await after.exchange(headers.location?.split('#code=')[1]));
    expect(await me(accessToken)).toMatchObject({ email });
  });

  it('rejects the same return a second time and an email that the provider has not verified', async () => {
    provider.user = { sub: randomUUID(), email: newEmail(), email_verified: true };
    const browser = browserAt(0);
    const url = await browser.returnFrom('oidc');
    const cookies = new Map(browser.cookies);
    await browser.comeBack(url);
    const repeated = await browserAt(1, { cookies }).comeBack(url);
    expect(repeated.headers.location).toBe(`${PAGE}?error=state`);

    provider.user = { sub: randomUUID(), email: newEmail(), email_verified: false };
    const other = browserAt(0);
    const rejected = await other.comeBack(await other.returnFrom('oidc'));
    expect(rejected.headers.location).toBe(`${PAGE}?error=unverified_email`);
  });
});
