import { afterAll, describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD, tokensOf } from '../../testing/test-actions.js';
import { createOauthApp } from '../oauth/testing/create-oauth-app.js';

const { app, oidc, browser, close } = await createOauthApp({ SSO_ONLY: 'true' });
afterAll(close);

const OFF = { status: 403, code: 'user.password_sign_in_off' };
const email = newEmail();
const password = PASSWORD;

async function signedIn() {
  const address = newEmail();
  oidc.user = { sub: address, email: address, email_verified: true };
  const visitor = browser();
  return { address, ...tokensOf(await visitor.exchange(await visitor.codeFrom('oidc'))) };
}

describe('sign-in through providers only', () => {
  it.each<[string, object]>([
    ['/auth/signup', { email, password }],
    ['/auth/signin', { email, password }],
    ['/auth/verify', { token: 'x' }],
    ['/auth/resend-verification-email', { email }],
    ['/auth/reset-password', { email }],
    ['/auth/reset-password/x', { password }],
    ['/auth/change-password', { current_password: password, new_password: 'the winter harbour 12' }],
  ])('rejects %s', async (path, body) => {
    const { headers } = await signedIn();
    expect(await app.http.post(at(path), body, { headers })).toMatchObject(OFF);
  });

  it('rejects the link of a verification by GET', async () => {
    expect(await app.http.get(at('/auth/verify/x'))).toMatchObject(OFF);
  });

  it('keeps passwords out of mails', async () => {
    const { address } = await signedIn();
    expect(await app.mailsTo(address)).toMatchObject([
      { template_name: 'identity_linked', password_sign_in: false },
    ]);
  });

  it('is shown to clients', async () => {
    expect((await app.http.get(at('/instance'))).body).toMatchObject({ password_sign_in: false });
  });

  it('counts no password that was set before as a way in or as a proof', async () => {
    const { address, headers } = await signedIn();
    await app.database.query("UPDATE user_account SET password_hash = 'x' WHERE email = $1", [address]);
    expect((await app.http.get(at('/me'), { headers })).body).toMatchObject({ has_password: false });
    expect(await app.http.delete(at('/me/identities/google'), { json: {}, headers })).toMatchObject({
      status: 409,
      code: 'identity.last_way_in',
    });
    expect((await app.http.delete(at('/me'), { json: {}, headers })).status).toBe(204);
  });
});
