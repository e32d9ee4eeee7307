import { describe, expect, it } from 'vitest';
import { newEmail, PASSWORD } from '../../apps/core/testing/test-actions.js';
import { enterAccount, submitSignIn, verifiedAccount } from '../../apps/web/testing/accounts.js';
import { linkInMail } from '../../apps/web/testing/mails.js';
import { follow, followInHeader } from '../../apps/web/testing/navigation.js';
import { choose, openOwnNotes, row } from '../../apps/web/testing/own-notes.js';
import { reachable } from '../support/reachable.js';
import { useProduct, type Product } from '../support/deployment/use-product.js';
import { waitForHydration, type Visitor } from '../../apps/web/testing/visitor.js';

const OTHER_PASSWORD = 'the winter harbour 12';
const product = useProduct(await reachable());

describe('account in the browser', () => {
  it('is created, confirmed by the mail in the mailbox and used to sign in', async () => {
    const email = newEmail();
    const visitor = await product().visitor();
    await visitor.open('/');
    await followInHeader(visitor, 'Sign in');
    await follow(visitor, 'Create an account');
    await visitor.seesHeading('Create an account');
    await visitor.field('Email address').fill(email);
    await visitor.field('Password').fill(PASSWORD);
    await visitor.press('Create account');
    await visitor.seesHeading('Check your email');

    await followMail(visitor, product(), email, 'Confirm your email address');
    await visitor.press('Confirm address');
    await visitor.seesHeading('Your address is confirmed');
    await follow(visitor, 'Sign in');
    await submitSignIn(visitor, email);
    await visitor.seesHeading('Your notes');
    await followInHeader(visitor, 'Account');
    await visitor.seesHeading('Your account');
    await visitor.seesText(email);
    expect(await visitor.page.title()).toBe('Your account · Onasty');
    expect(visitor.errors).toEqual([]);
  });

  it('has its password reset by mail, which ends every session', async () => {
    const email = await verifiedAccount(product());
    const elsewhere = await product().visitor();
    await enterAccount(elsewhere, email);

    const visitor = await product().visitor();
    await visitor.open('/sign-in');
    await follow(visitor, 'Forgot your password?');
    await visitor.seesHeading('Forgot your password?');
    await visitor.field('Email address').fill(email);
    await visitor.press('Send the link');
    await visitor.seesHeading('Check your email');
    await visitor.open(await linkInMail(product(), email, 'Set a new password'));
    await visitor.field('New password').fill(OTHER_PASSWORD);
    await visitor.press('Set the password');
    await visitor.seesHeading('The new password is set');
    await follow(visitor, 'Sign in');
    await submitSignIn(visitor, email);
    await visitor.seesText('Wrong email address or password.');
    await submitSignIn(visitor, email, OTHER_PASSWORD);
    await visitor.seesHeading('Your notes');

    await elsewhere.page.reload();
    await elsewhere.seesHeading("You're signed out");
  });

  it('lists the notes of their author, who changes one before it is read', async () => {
    const { visitor } = await openOwnNotes(product(), (author) => author.create({ slug: 'second-version' }));
    await visitor.write('only the link opens this');
    await visitor.open('/notes');
    await row(visitor, /^Note of /).waitFor();
    await choose(visitor, 'second-version', 'Change text');
    await visitor.field('Text of the note').fill('the second version');
    await visitor.press('Save');
    await row(visitor, 'second-version').getByText('Saved').waitFor();
    const reader = await product().visitor();
    expect(await reader.read('/secret/second-version')).toBe('the second version');
    await follow(visitor, 'Read');
    await row(visitor, 'second-version').getByText(/^Read/).waitFor();
    expect(visitor.errors).toEqual([]);
  });
});

/** Follows the link of a mail, in the mailbox that the terminal links to if the product has one. */
async function followMail(visitor: Visitor, website: Product, email: string, subject: string): Promise<void> {
  const link = await linkInMail(website, email, subject);
  const mailbox = website.mailboxLink();
  if (mailbox === null) return visitor.open(link);
  await visitor.open(mailbox);
  const { page } = visitor;
  await page.getByRole('link').filter({ hasText: subject }).filter({ hasText: email }).first().click();
  await page.frameLocator('iframe').locator(`a[href*="${link}"]`).first().click();
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/mailbox'));
  await waitForHydration(page);
}
