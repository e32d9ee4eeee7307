import { afterAll, describe, expect, it } from 'vitest';
import { newEmail } from '../../apps/core/testing/test-actions.js';
import { enterAccount } from '../../apps/web/testing/accounts.js';
import { linkInMail } from '../../apps/web/testing/mails.js';
import { follow } from '../../apps/web/testing/navigation.js';
import { OIDC_CLIENT, TestOidcProvider } from '../../apps/core/identity/oauth/testing/test-oidc-provider.js';
import { reachable } from '../support/reachable.js';
import { useProduct } from '../support/deployment/use-product.js';

const NEW_PASSWORD = 'the winter harbour 12';
const environment = await reachable();
const provider = await TestOidcProvider.start([`${environment['FRONTEND_URL']}/api/v1/oauth/oidc/callback`]);
afterAll(() => provider.stop());

const product = useProduct({
  ...environment,
  OIDC_NAME: 'The office',
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: OIDC_CLIENT.clientId,
  OIDC_CLIENT_SECRET: OIDC_CLIENT.clientSecret,
});

async function signInAtProvider(claims: { email: string; email_verified: boolean }) {
  provider.user = { sub: claims.email, ...claims };
  const visitor = await product().visitor();
  await visitor.open('/account');
  await visitor.seesHeading('Sign in');
  await follow(visitor, 'Continue with The office');
  return visitor;
}

describe('sign-in through an OpenID Connect provider', () => {
  it('returns to the requested page; the account is deleted only with a password, which is set by mail', async () => {
    const email = newEmail();
    const visitor = await signInAtProvider({ email, email_verified: true });
    await visitor.seesHeading('Your account');
    expect(visitor.page.url()).toBe(`${product().url}/account`);
    await visitor.seesText(email);

    await visitor.press('Delete account');
    await visitor.field('Your password').fill(NEW_PASSWORD);
    await visitor.press('Delete account and notes');
    await visitor.press('Delete permanently');
    await visitor.seesText("That isn't your password.");
    await visitor.press('Get a link to set one');
    await visitor.seesText(`We've sent a link to ${email}.`);
    await visitor.open(await linkInMail(product(), email, 'Set a new password'));
    await visitor.field('New password').fill(NEW_PASSWORD);
    await visitor.press('Set the password');
    await visitor.seesHeading('The new password is set');
    await visitor.page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true }).waitFor();

    await enterAccount(visitor, email, NEW_PASSWORD);
    await visitor.press('Delete account');
    await visitor.field('Your password').fill(NEW_PASSWORD);
    await visitor.press('Delete account and notes');
    await visitor.press('Delete permanently');
    await visitor.seesHeading('Your account has been deleted');
    expect(visitor.errors).toEqual([]);
  });

  it('rejects an email that the provider has not verified', async () => {
    const visitor = await signInAtProvider({ email: newEmail(), email_verified: false });
    await visitor.seesHeading("Your address isn't confirmed at The office");
    expect(await visitor.context.cookies(product().url)).not.toContainEqual(
      expect.objectContaining({ name: '__Host-refresh' }),
    );
    await follow(visitor, 'Back to sign-in');
    await visitor.seesHeading('Sign in');
    await visitor.page.getByRole('link', { name: 'Continue with The office' }).waitFor();
    expect(visitor.errors).toEqual([]);
  });

  it.each(['#code=unheard-of', ''])('ignores a forged callback with the fragment %j', async (hash) => {
    const visitor = await product().visitor();
    await visitor.open(`/oauth/callback${hash}`);
    await visitor.page.getByRole('link', { name: 'Back to sign-in' }).waitFor();
    expect(await visitor.context.cookies()).toEqual([]);
    expect(visitor.page.url()).toBe(`${product().url}/oauth/callback`);
  });
});
