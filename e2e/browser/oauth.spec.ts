import { afterAll, describe, expect, it } from 'vitest';
import { newEmail } from '../../apps/core/testing/test-actions.js';
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
  it('returns to the requested page, is listed on it, and is unlinked once there is a password', async () => {
    const email = newEmail();
    const visitor = await signInAtProvider({ email, email_verified: true });
    await visitor.seesHeading('Your account');
    expect(visitor.page.url()).toBe(`${product().url}/account`);
    await visitor.seesText(email);

    await visitor.press('Unlink The office');
    await visitor.page.locator('.panel').getByRole('button', { name: 'Unlink The office' }).click();
    await visitor.page.getByRole('button', { name: 'Unlink', exact: true }).last().click();
    await visitor.seesText("That's the only way into your account.");

    await visitor.press('Change password');
    await visitor.field('New password').fill(NEW_PASSWORD);
    await visitor.press('Set the password');
    await visitor.seesText('Password changed.');
    await visitor.page.reload();
    await visitor.press('Unlink The office');
    await visitor.field('Current password').fill(NEW_PASSWORD);
    await visitor.page.locator('.panel').getByRole('button', { name: 'Unlink The office' }).click();
    await visitor.page.getByRole('button', { name: 'Unlink', exact: true }).last().click();
    await visitor.seesText('The office is unlinked.');
    expect(visitor.errors).toEqual([]);
  });

  it('opens an account that is deleted without a password', async () => {
    const visitor = await signInAtProvider({ email: newEmail(), email_verified: true });
    await visitor.press('Delete account');
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
