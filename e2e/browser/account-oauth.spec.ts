import { afterAll, describe, expect, it } from 'vitest';
import { newEmail } from '../support/accounts.js';
import { OIDC_CLIENT, TestOidcProvider } from '../../apps/core/identity/oauth/testing/test-oidc-provider.js';
import { useProduct } from '../support/use-product.js';
import { enterAccount, reachable } from './account.js';
import { linkInMail } from './mails.js';
import { follow } from './my-notes.js';

const NEW_PASSWORD = 'the winter harbour 12';
const where = await reachable();
const provider = await TestOidcProvider.start([`${where['FRONTEND_URL']}/api/v1/oauth/oidc/callback`]);
afterAll(() => provider.stop());

const product = useProduct({
  ...where,
  OIDC_NAME: 'The office',
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: OIDC_CLIENT.clientId,
  OIDC_CLIENT_SECRET: OIDC_CLIENT.clientSecret,
});

async function comingFromTheOffice(claims: { email: string; email_verified: boolean }) {
  provider.user = { sub: claims.email, ...claims };
  const visitor = await product().visitor();
  await visitor.open('/account');
  await visitor.sees('Sign in');
  await follow(visitor, 'Continue with The office');
  return visitor;
}

describe('somebody who comes from another service', () => {
  it('is signed in, led to where they wanted to go, and can set a password by mail, without which the account is not deleted', async () => {
    const email = newEmail();
    const visitor = await comingFromTheOffice({ email, email_verified: true });
    await visitor.sees('Your account');
    expect(visitor.page.url()).toBe(`${product().address}/account`);
    await visitor.reads(email);

    await visitor.press('Delete account');
    await visitor.field('Your password').fill(NEW_PASSWORD);
    await visitor.press('Delete for good');
    await visitor.reads('That is not your password.');
    await visitor.press('Get a link to set one');
    await visitor.reads(`A link to set a password is on its way to ${email}.`);
    await visitor.open(await linkInMail(product(), email, 'Set a new password'));
    await visitor.field('New password').fill(NEW_PASSWORD);
    await visitor.press('Set the password');
    await visitor.sees('The new password is set');
    await visitor.page.getByRole('banner').getByRole('link', { name: 'Sign in', exact: true }).waitFor();

    await enterAccount(visitor, email, NEW_PASSWORD);
    await visitor.press('Delete account');
    await visitor.field('Your password').fill(NEW_PASSWORD);
    await visitor.press('Delete for good');
    await visitor.sees('Your account is deleted');
    expect(visitor.faults).toEqual([]);
  });

  it('is told when the address is not confirmed there, and led back', async () => {
    const visitor = await comingFromTheOffice({ email: newEmail(), email_verified: false });
    await visitor.sees('That address is not confirmed there');
    expect(await visitor.context.cookies(product().address)).not.toContainEqual(
      expect.objectContaining({ name: '__Host-refresh' }),
    );
    await follow(visitor, 'Back to signing in');
    await visitor.sees('Sign in');
    await visitor.page.getByRole('link', { name: 'Continue with The office' }).waitFor();
    expect(visitor.faults).toEqual([]);
  });

  it.each(['#code=unheard-of', ''])('is not signed in by an address that anybody made: %j', async (hash) => {
    const visitor = await product().visitor();
    await visitor.open(`/oauth/callback${hash}`);
    await visitor.page.getByRole('link', { name: 'Back to signing in' }).waitFor();
    expect(await visitor.context.cookies()).toEqual([]);
    expect(visitor.page.url()).toBe(`${product().address}/oauth/callback`);
  });
});
