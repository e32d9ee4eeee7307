import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at, newEmail, PASSWORD } from '../../../../../core/testing/test-actions.js';
import { openAccount, submitSignIn, verifiedAccount } from '../../../../testing/accounts.js';
import { linkInMail } from '../../../../testing/mails.js';
import { follow } from '../../../../testing/navigation.js';
import { useWebsite } from '../../../../testing/use-website.js';

const tokens = z.object({ access_token: z.string(), refresh_token: z.string() });
const USED_LINKS = `
  SELECT 1 FROM mail_token JOIN user_account ON user_account.id = user_id
   WHERE user_account.email = ANY($1) AND used_at IS NOT NULL`;
const website = useWebsite();

describe('sign-up page', () => {
  it('describes a missing or weak value at its field and focuses it', async () => {
    const visitor = await website.visitor();
    await visitor.open('/sign-up');
    await visitor.field('Email address').fill('ada');
    await visitor.press('Create account');
    const invalid = (label: string, description: RegExp) =>
      visitor.page.getByRole('textbox', { name: label, description, exact: true });
    await invalid('Email address', /Enter a full email address/).waitFor();
    await visitor.field('Email address').fill(newEmail());
    await visitor.field('Password').fill('12345678');
    await visitor.press('Create account');
    await invalid('Password', /This password is too easy to guess/).waitFor();
    expect(await visitor.field('Password').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('link of a mail', () => {
  it('changes nothing when opened, and leaves no secret in the address bar', async () => {
    const { http } = website;
    const visitor = await website.visitor();
    const [email, other, unconfirmed] = [await openAccount(visitor, website), newEmail(), newEmail()];
    await visitor.press('Change address');
    await visitor.field('New email address').fill(other);
    await visitor.field('Current password').fill(PASSWORD);
    await visitor.press('Send the links');
    await http.post(at('/auth/reset-password'), { email });
    await http.post(at('/auth/signup'), { email: unconfirmed, password: PASSWORD });
    const links = [
      await linkInMail(website, unconfirmed, 'Confirm your email address'),
      await linkInMail(website, email, 'Set a new password'),
      await linkInMail(website, other, 'Confirm your new address'),
      await linkInMail(website, email, 'Your email address is about to change'),
    ];
    for (const link of links) {
      await visitor.open(link);
      await visitor.page.getByRole('main').getByRole('button').last().waitFor();
      await visitor.page.waitForURL((url) => url.hash === '');
      const secret = link.split('#t=')[1] ?? '';
      expect(`${visitor.page.url()} ${await visitor.storedData()}`).not.toContain(secret);
    }
    expect(await usedLinks([email, unconfirmed])).toBe(0);
    expect(visitor.errors).toEqual([]);
  });

  it('reports that it was used before, and works when pasted over a truncated one', async () => {
    const email = newEmail();
    await website.http.post(at('/auth/signup'), { email, password: PASSWORD });
    const link = await linkInMail(website, email, 'Confirm your email address');
    const visitor = await website.visitor();
    await visitor.open('/verify');
    await visitor.seesHeading('This link is incomplete');
    await visitor.page.evaluate((hash) => (location.hash = hash), new URL(link, 'http://any').hash);
    await visitor.press('Confirm address');
    await visitor.seesHeading('Your address is confirmed');
    await visitor.open(link);
    await visitor.press('Confirm address');
    await visitor.seesHeading('This address is already confirmed');
    expect((await website.http.post(at('/auth/signin'), { email, password: PASSWORD })).status).toBe(200);
    expect(await usedLinks([email])).toBe(1);
  });
});

describe('failed sign-in through a provider', () => {
  it.each([
    ['access_denied', "You weren't signed in", 'Sign-in was cancelled at The office.'],
    ['provider', "The office didn't respond", "The service couldn't be reached"],
    ['misconfigured', "Sign-in with The office isn't set up correctly", 'Tell the operator'],
    ['unverified_email', "Your address isn't confirmed at The office", 'Confirm it with the service'],
    ['unvouched_email', "The office doesn't say whether your address is confirmed", 'Ask the operator'],
    ['missing_email', "The office didn't share your email address", 'allow access to it'],
    ['invalid_email', "Your address at The office can't be used", 'Change it there'],
    ['domain_not_allowed', "This account can't sign in here", 'the account of your organisation'],
    ['sign_up_closed', "You don't have an account yet", 'Ask its operator'],
    ['blocked', 'Your account is blocked', 'Ask the operator'],
    ['state', 'This sign-in has expired', 'start again'],
  ])('names the provider: %s', async (reason, title, text) => {
    const visitor = await website.visitor();
    const json = { providers: [{ id: 'oidc', name: 'The office' }] };
    await visitor.page.route('**/auth/providers', (route) => route.fulfill({ json }));
    await visitor.page.route('**/api/v1/oauth/oidc', (route) =>
      route.fulfill({ status: 302, headers: { location: `${website.url}/oauth/callback?error=${reason}` } }),
    );
    await visitor.open('/sign-in');
    await follow(visitor, 'Continue with The office');
    await visitor.seesHeading(title);
    await visitor.seesText(text);
  });
});

describe('session in the browser', () => {
  it('stores its refresh token only in a cookie that no script can read', async () => {
    const visitor = await website.visitor();
    const answer = visitor.page.waitForResponse('**/auth/signin');
    await openAccount(visitor, website);
    const cookies = await visitor.context.cookies();
    for (const one of cookies)
      expect(one).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: true });
    const cookie = cookies.find(({ name }) => name === '__Host-refresh');
    const { access_token: accessToken, refresh_token: refreshToken } = tokens.parse(
      await (await answer).json(),
    );
    expect(cookie?.value).toBe(refreshToken);
    const seen = await visitor.page.evaluate(() => `${document.cookie} ${location.href} ${history.length}`);
    const stored = `${seen} ${await visitor.storedData()}`;
    expect(stored).not.toContain(refreshToken);
    expect(stored).not.toContain(accessToken);
  });

  it('sends no request if none exists: the account page leads to sign-in and back', async () => {
    const visitor = await website.visitor();
    const paths: string[] = [];
    visitor.page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await visitor.open('/account');
    await visitor.seesHeading('Sign in');
    expect(new URL(visitor.page.url()).search).toBe('?next=%2Faccount');
    expect(paths.filter((path) => /refresh-tokens|\/me$/.test(path))).toEqual([]);
    await submitSignIn(visitor, await verifiedAccount(website));
    await visitor.seesHeading('Your account');
  });
});

/** Returns how many links mailed to these accounts were used. */
async function usedLinks(emails: string[]): Promise<number> {
  const rows = await website.database.query(USED_LINKS, [emails]);
  return rows.length;
}
