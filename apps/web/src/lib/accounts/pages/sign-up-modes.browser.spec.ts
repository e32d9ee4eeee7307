import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useWebsite } from '../../../../testing/use-website.js';

const website = useWebsite();

/** Opens a page of a server that describes itself with other values. */
async function openWith(instance: object, path: string) {
  const visitor = await website.visitor();
  await visitor.page.route('**/api/v1/instance', async (route) => {
    const response = await route.fetch();
    const real = z.record(z.string(), z.unknown()).parse(await response.json());
    await route.fulfill({ response, json: { ...real, ...instance } });
  });
  const json = { providers: [{ id: 'oidc', name: 'The office' }] };
  await visitor.page.route('**/auth/providers', (route) => route.fulfill({ json }));
  await visitor.open(path);
  return visitor;
}

describe('closed sign-up', () => {
  it('is reported before anything is typed, and sign-in leads to no sign-up', async () => {
    const visitor = await openWith({ sign_up: 'closed' }, '/sign-up');
    await visitor.seesHeading('Sign-up is closed');
    const main = visitor.page.getByRole('main');
    expect(await main.getByRole('textbox').count()).toBe(0);
    await main.getByRole('link', { name: 'Sign in' }).click();
    await visitor.seesHeading('Sign in');
    await main.getByRole('link', { name: 'Continue with The office' }).waitFor();
    expect(await main.getByRole('link', { name: 'Create an account' }).count()).toBe(0);
  });
});

describe('sign-in through providers only', () => {
  it.each(['/sign-in', '/sign-up', '/forgot-password', '/reset-password#t=x', '/verify#t=x'])(
    'is what %s offers instead of a form',
    async (path) => {
      const visitor = await openWith({ password_sign_in: false }, path);
      await visitor.seesHeading('Sign in through a service');
      await visitor.seesText('An account is created when you first sign in.');
      const main = visitor.page.getByRole('main');
      await main.getByRole('link', { name: 'Continue with The office' }).waitFor();
      expect(await main.getByRole('button').count()).toBe(0);
    },
  );

  it('promises no account while sign-up is closed', async () => {
    const visitor = await openWith({ password_sign_in: false, sign_up: 'closed' }, '/sign-in');
    await visitor.seesText('This server has no passwords of its own.');
    expect(await visitor.page.getByText('An account is created').count()).toBe(0);
  });
});
