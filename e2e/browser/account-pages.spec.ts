import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { at, newEmail, PASSWORD, signIn } from '../support/accounts.js';
import { useProduct } from '../support/use-product.js';
import { enterAccount, followInHead, openAccount, reachable, trySigningIn } from './account.js';
import { followMail, linkInMail } from './mails.js';
import { follow } from './my-notes.js';
import { confirmedAccount } from './signed-in.js';

const tokens = z.object({ access_token: z.string(), refresh_token: z.string() });
const OTHER_PASSWORD = 'the winter harbour 12';
const USED_LINKS = `
  SELECT 1 FROM mail_token JOIN user_account ON user_account.id = user_id
   WHERE user_account.email = ANY($1) AND used_at IS NOT NULL`;
const product = useProduct(await reachable());

describe('somebody new', () => {
  it('makes an account, confirms it by the mail in the mailbox, and signs in', async () => {
    const email = newEmail();
    const visitor = await product().visitor();
    await visitor.open('/');
    await followInHead(visitor, 'Sign in');
    await follow(visitor, 'Make an account');
    await visitor.sees('Make an account');
    await visitor.field('Email address').fill(email);
    await visitor.field('Password').fill(PASSWORD);
    await visitor.press('Make the account');
    await visitor.sees('Look into your mail');

    await followMail(visitor, product(), email, 'Confirm your address');
    await visitor.press('Confirm the address');
    await visitor.sees('Your address is confirmed');
    await follow(visitor, 'Sign in');
    await trySigningIn(visitor, email);
    await visitor.sees('Your notes');
    await followInHead(visitor, 'Account');
    await visitor.sees('Your account');
    await visitor.reads(email);
    expect(await visitor.page.title()).toBe('Your account · Onasty');
    expect(visitor.faults).toEqual([]);
  });

  it('hears what is missing or weak at the field, which gets the focus', async () => {
    const visitor = await product().visitor();
    await visitor.open('/sign-up');
    await visitor.field('Email address').fill('ada');
    await visitor.press('Make the account');
    const invalid = (label: string, description: RegExp) =>
      visitor.page.getByRole('textbox', { name: label, description, exact: true });
    await invalid('Email address', /Write the address with its @/).waitFor();
    await visitor.field('Email address').fill(newEmail());
    await visitor.field('Password').fill('12345678');
    await visitor.press('Make the account');
    await invalid('Password', /That would be guessed first/).waitFor();
    expect(await visitor.field('Password').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('somebody who forgot the password', () => {
  it('sets a new one by mail, which ends every session', async () => {
    const email = await confirmedAccount(product());
    const elsewhere = await product().visitor();
    await enterAccount(elsewhere, email);

    const visitor = await product().visitor();
    await visitor.open('/sign-in');
    await follow(visitor, 'Forgot the password?');
    await visitor.sees('Forgot the password?');
    await visitor.field('Email address').fill(email);
    await visitor.press('Send the link');
    await visitor.sees('Look into your mail');
    await visitor.open(await linkInMail(product(), email, 'Set a new password'));
    await visitor.field('New password').fill(OTHER_PASSWORD);
    await visitor.press('Set the password');
    await visitor.sees('The new password is set');
    await follow(visitor, 'Sign in');
    await trySigningIn(visitor, email);
    await visitor.reads("That address and password don't belong together.");
    await trySigningIn(visitor, email, OTHER_PASSWORD);
    await visitor.sees('Your notes');

    await elsewhere.page.reload();
    await elsewhere.sees('You are signed out');
  });
});

describe('the link of a mail', () => {
  it('does nothing by being opened, and leaves no secret in the address bar', async () => {
    const { http } = product();
    const visitor = await product().visitor();
    const [email, other, unconfirmed] = [await openAccount(visitor, product()), newEmail(), newEmail()];
    await visitor.press('Change address');
    await visitor.field('New address').fill(other);
    await visitor.press('Send the links');
    await http.post(at('/auth/reset-password'), { email });
    await http.post(at('/auth/signup'), { email: unconfirmed, password: PASSWORD });
    const links = [
      await linkInMail(product(), unconfirmed, 'Confirm your address'),
      await linkInMail(product(), email, 'Set a new password'),
      await linkInMail(product(), other, 'Confirm your new address'),
      await linkInMail(product(), email, 'Your address is about to change'),
    ];
    for (const link of links) {
      await visitor.open(link);
      await visitor.page.getByRole('main').getByRole('button').last().waitFor();
      await visitor.page.waitForURL((url) => url.hash === '');
      const secret = link.split('#t=')[1] ?? '';
      expect(`${visitor.page.url()} ${await visitor.stored()}`).not.toContain(secret);
    }
    expect(await usedLinks([email, unconfirmed])).toBe(0);
    expect(visitor.faults).toEqual([]);
  });

  it('says so when it was used before, and a whole one pasted over a cut one works', async () => {
    const email = newEmail();
    await product().http.post(at('/auth/signup'), { email, password: PASSWORD });
    const link = await linkInMail(product(), email, 'Confirm your address');
    const visitor = await product().visitor();
    await visitor.open('/verify');
    await visitor.sees('This link is incomplete');
    await visitor.page.evaluate((hash) => (location.hash = hash), new URL(link, 'http://any').hash);
    await visitor.press('Confirm the address');
    await visitor.sees('Your address is confirmed');
    await visitor.open(link);
    await visitor.press('Confirm the address');
    await visitor.sees('This address is confirmed already');
    expect((await signIn(product().http, email)).status).toBe(200);
    expect(await usedLinks([email])).toBe(1);
  });
});

describe('a session in the browser', () => {
  it('has its refresh token in a cookie that no script reads, and nowhere else', async () => {
    const visitor = await product().visitor();
    const answer = visitor.page.waitForResponse('**/auth/signin');
    await openAccount(visitor, product());
    const [cookie] = await visitor.context.cookies();
    expect(cookie).toMatchObject({
      name: '__Host-refresh',
      httpOnly: true,
      sameSite: 'Strict',
      secure: true,
    });
    const { access_token: accessToken, refresh_token: refreshToken } = tokens.parse(
      await (await answer).json(),
    );
    expect(cookie?.value).toBe(refreshToken);
    const seen = await visitor.page.evaluate(() => `${document.cookie} ${location.href} ${history.length}`);
    const kept = `${seen} ${await visitor.stored()}`;
    expect(kept).not.toContain(refreshToken);
    expect(kept).not.toContain(accessToken);
  });

  it('is asked for nothing where there is none: the account page leads to signing in, and back', async () => {
    const visitor = await product().visitor();
    const asked: string[] = [];
    visitor.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await visitor.open('/account');
    await visitor.sees('Sign in');
    expect(new URL(visitor.page.url()).search).toBe('?next=%2Faccount');
    expect(asked.filter((path) => /refresh-tokens|\/me$/.test(path))).toEqual([]);
    await trySigningIn(visitor, await confirmedAccount(product()));
    await visitor.sees('Your account');
  });
});

/** How many of the links that were sent for these accounts did what they are for. */
async function usedLinks(emails: string[]): Promise<number> {
  const rows = await product().database.query(USED_LINKS, [emails]);
  return rows.length;
}
