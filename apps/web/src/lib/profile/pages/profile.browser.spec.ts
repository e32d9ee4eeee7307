import { describe, expect, it } from 'vitest';
import { at, newEmail, PASSWORD } from '../../../../../core/testing/test-actions.js';
import { enterAccount, openAccount, submitSignIn } from '../../../../testing/accounts.js';
import { linkInMail } from '../../../../testing/mails.js';
import { follow, waitForFocus } from '../../../../testing/navigation.js';
import { slugOf, UNAVAILABLE } from '../../../../testing/notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import { type Visitor, waitForHydration } from '../../../../testing/visitor.js';

const OTHER_PASSWORD = 'the winter harbour 12';
const website = useWebsite();

/** User on the account page; `elsewhere` signs in with a second browser. */
async function signedIn(): Promise<{ visitor: Visitor; email: string; elsewhere: () => Promise<Visitor> }> {
  const visitor = await website.visitor();
  const email = await openAccount(visitor, website);
  const elsewhere = async () => {
    const other = await website.visitor({ userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0' });
    await enterAccount(other, email);
    return other;
  };
  return { visitor, email, elsewhere };
}

const button = ({ page }: Visitor, name: string | RegExp) => page.getByRole('button', { name });
const statusOf = async (email: string, password = PASSWORD) =>
  (await website.http.post(at('/auth/signin'), { email, password })).status;

describe('password on the account page', () => {
  it('requires the current one to change, and the change ends all other sessions', async () => {
    const { visitor, email, elsewhere } = await signedIn();
    const other = await elsewhere();
    await visitor.press('Change password');
    await waitForFocus(visitor.field('Current password'));
    await visitor.field('Current password').fill('not my password');
    await visitor.field('New password').fill(OTHER_PASSWORD);
    await visitor.press('Set the password');
    await visitor.page.getByRole('textbox', { description: "That isn't your password." }).waitFor();
    await waitForFocus(visitor.field('Current password'));
    await visitor.field('Current password').fill(PASSWORD);
    await visitor.field('New password').fill(email);
    await visitor.press('Set the password');
    await visitor.page.getByRole('textbox', { description: /This password is too easy to guess/ }).waitFor();
    await visitor.field('New password').fill(OTHER_PASSWORD);
    await visitor.press('Set the password');
    await visitor.page.getByRole('status').filter({ hasText: 'Password changed.' }).waitFor();
    await waitForFocus(button(visitor, 'Change password'));

    expect([await statusOf(email), await statusOf(email, OTHER_PASSWORD)]).toEqual([400, 200]);
    await visitor.page.reload();
    await visitor.seesHeading('Your account');
    await other.page.reload();
    await other.seesHeading("You're signed out");
    expect(visitor.errors).toEqual([]);
  });

  it('stays unchanged on cancel, and the focus returns', async () => {
    const { visitor } = await signedIn();
    await visitor.press('Change password');
    expect(await button(visitor, 'Change password').getAttribute('aria-expanded')).toBe('true');
    await visitor.press('Cancel');
    await waitForFocus(button(visitor, 'Change password'));
    expect(await visitor.field('Current password').count()).toBe(0);
  });
});

describe('email address on the account page', () => {
  it('changes by the link to the new one, and reverts by the link to the old one, which ends every session', async () => {
    const { visitor, email } = await signedIn();
    const other = newEmail('byron');
    await visitor.press('Change address');
    await waitForFocus(visitor.field('New email address'));
    await visitor.field('New email address').fill(other);
    await visitor.field('Current password').fill(PASSWORD);
    await visitor.press('Send the links');
    await visitor.page
      .getByRole('status')
      .filter({ hasText: `on its way to ${other}` })
      .waitFor();
    expect(await statusOf(other)).toBe(400);

    const mail = await visitor.context.newPage();
    const linkToNew = await linkInMail(website, other, 'Confirm your new address');
    await mail.goto(new URL(linkToNew, website.url).href);
    await waitForHydration(mail);
    await mail.getByRole('button', { name: 'Use this address' }).click();
    await mail.getByRole('heading', { name: 'Your email address has been changed' }).waitFor();
    await mail.close();
    await visitor.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await visitor.page.getByText(other, { exact: true }).waitFor();
    expect([await statusOf(email), await statusOf(other)]).toEqual([400, 200]);

    await visitor.open(await linkInMail(website, email, 'Your email address is about to change'));
    await visitor.press('Cancel the change');
    await visitor.seesHeading('The change has been cancelled');
    await visitor.page.getByRole('link', { name: 'Your notes' }).waitFor({ state: 'hidden' });
    expect([await statusOf(email), await statusOf(other)]).toEqual([200, 400]);
    expect(visitor.errors).toEqual([]);
  });
});

it('recent activity on the account page shows sign-ins and changes', async () => {
  const { visitor } = await signedIn();
  await visitor.press('Show activity');
  await visitor.seesText('Signed in with the password');
});

describe('sessions on the account page', () => {
  it('are listed with browser, network and times, and any other one can be ended', async () => {
    const { visitor, elsewhere } = await signedIn();
    const other = await elsewhere();
    await visitor.page.reload();
    const items = visitor.page.getByRole('main').getByRole('listitem');
    await visitor.seesText('Firefox on Linux');
    expect(await items.first().innerText()).toMatch(/^Chrome on Linux\s+this one/);
    expect(await items.last().innerText()).toMatch(/Network 127\.0\.0\.x\s+signed in .+\s+last used /s);
    expect(await items.first().getByRole('button').count()).toBe(0);

    await button(visitor, 'End the session of Firefox on Linux on network 127.0.0.x').click();
    await visitor.press('End session');
    await visitor.page.getByRole('status').filter({ hasText: 'The session of Firefox on Linux' }).waitFor();
    await waitForFocus(visitor.page.getByRole('heading', { name: "Where you're signed in" }));
    expect(await items.count()).toBe(1);

    await button(other, 'Change address').click();
    await other.field('New email address').fill(newEmail());
    await other.field('Current password').fill(PASSWORD);
    await other.press('Send the links');
    await other.seesHeading("You're signed out");
    await follow(other, 'Sign in');
    await other.seesHeading('Sign in');
    expect(new URL(other.page.url()).search).toBe('?next=%2Faccount');
  });

  it('end on sign-out, and all of them on sign-out everywhere', async () => {
    const { visitor, email, elsewhere } = await signedIn();
    const other = await elsewhere();
    await visitor.press('Sign out');
    await visitor.seesHeading("You're signed out");
    await waitForFocus(visitor.page.getByRole('heading', { name: "You're signed out" }));
    const left = await visitor.context.cookies();
    expect(left).toEqual([expect.objectContaining({ name: expect.stringMatching(/^__Host-device-/) })]);
    await follow(visitor, 'Sign in');
    await submitSignIn(visitor, email);
    await visitor.seesHeading('Your account');

    await visitor.press('Sign out everywhere');
    await visitor.press('End all sessions');
    await visitor.seesHeading("You're signed out everywhere");
    await other.page.reload();
    await other.seesHeading("You're signed out");
  });
});

it('the account page of a server without passwords mentions none, and shows the last use of each identity', async () => {
  const visitor = await website.visitor();
  await openAccount(visitor, website);
  const change = (pattern: string, changes: object) =>
    visitor.page.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...Object(await response.json()), ...changes } });
    });
  await change('**/api/v1/instance', { password_sign_in: false });
  await change('**/api/v1/me', { has_password: false });
  const identity = { provider: 'oidc', name: 'The office', linked_at: '2026-01-02T03:04:05Z' };
  await visitor.page.route('**/api/v1/me/identities', (route) =>
    route.fulfill({ json: [{ ...identity, last_used_at: '2026-02-03T03:04:05Z' }] }),
  );
  await visitor.page.reload();
  await visitor.seesHeading('Ways to sign in');
  await visitor.seesText('last used');
  await visitor.press('Delete account');
  await visitor.press('Show activity');
  await visitor.press('Unlink The office');
  await visitor.seesText("Don't recognise one? Unlink it.");
  const main = await visitor.page.getByRole('main').innerText();
  expect(main.replace('Signed in with the password', '')).not.toMatch(/password/i);
}, 60_000);

describe('account page', () => {
  it('deletes the account and its notes after the password, and confirms it', async () => {
    const { visitor, email } = await signedIn();
    const link = await visitor.write('mine alone');
    await visitor.open('/account');
    await visitor.press('Delete account');
    await visitor.field('Your password').fill('not my password');
    await visitor.press('Delete account and notes');
    await visitor.press('Delete permanently');
    await visitor.seesText("That isn't your password.");
    await visitor.field('Your password').fill(PASSWORD);
    await visitor.page.keyboard.press('Enter');
    await visitor.press('Delete permanently');
    await visitor.seesHeading('Your account has been deleted');
    await waitForFocus(visitor.page.getByRole('heading', { name: 'Your account has been deleted' }));

    expect(await statusOf(email)).toBe(400);
    expect(await visitor.context.cookies()).toEqual([]);
    await visitor.page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect((await website.http.get(`/api/v1/note/${slugOf(link)}/meta`)).status).toBe(404);
    expect(visitor.errors).toEqual([]);
  });

  it('reports an unavailable server, and loads once it responds', async () => {
    const { visitor, email } = await signedIn();
    await visitor.page.route('**/api/v1/me', (route) => route.fulfill(UNAVAILABLE));
    await visitor.page.reload();
    await visitor.seesHeading("Your account can't be shown");
    await visitor.seesText("The server can't respond right now.");
    await visitor.page.unroute('**/api/v1/me');
    await visitor.press('Try again');
    await visitor.seesText(email);
    await waitForFocus(visitor.page.getByRole('heading', { name: 'Your account' }));
  });

  it('keeps the input of a form that could not be sent', async () => {
    const { visitor } = await signedIn();
    const other = newEmail();
    await visitor.page.route('**/change-email', (route) => route.abort('connectionreset'));
    await visitor.press('Change address');
    await visitor.field('New email address').fill(other);
    await visitor.field('Current password').fill(PASSWORD);
    await visitor.press('Send the links');
    await visitor.seesText("The server couldn't be reached.");
    expect(await visitor.field('New email address').inputValue()).toBe(other);
  });
});
