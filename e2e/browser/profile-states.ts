import { newEmail, PASSWORD, signIn } from '../support/accounts.js';
import type { Product } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';
import { endSessions, openAccount } from './account.js';
import { linkInMail } from './mails.js';
import type { PageState } from './page-states.js';

const UNAVAILABLE = { status: 503, json: { message: '', code: 'unavailable', request_id: 'r' } };

/** Every state of the page of an account, and of those that its mails lead to. */
export const PROFILE_STATES: readonly PageState[] = [
  { name: 'account', show: openAccount },
  { name: 'account-email', show: showEmailChange },
  { name: 'account-email-sent', show: showEmailChangeSent },
  { name: 'change-email', show: showChangeLink },
  { name: 'change-email-stop', show: showStopLink },
  { name: 'account-password', show: showPasswordChange },
  { name: 'account-password-wrong', show: showWrongPassword },
  { name: 'account-sessions', show: showSessions },
  { name: 'account-deletion', show: showDeletion },
  { name: 'account-deleted', show: showDeleted },
  { name: 'account-session-over', show: showSessionOver },
  { name: 'account-failed', show: showFailed },
];

async function showEmailChange(visitor: Visitor, product: Product): Promise<void> {
  const email = await openAccount(visitor, product);
  await visitor.press('Change address');
  await visitor.field('New address').fill(email);
  await visitor.press('Send the links');
  await visitor.reads('That is your address already.');
}

/** @returns the old address and the new one */
async function showEmailChangeSent(visitor: Visitor, product: Product): Promise<[string, string]> {
  const email = await openAccount(visitor, product);
  const other = newEmail('byron');
  await visitor.press('Change address');
  await visitor.field('New address').fill(other);
  await visitor.press('Send the links');
  await visitor.reads('A link is on its way to');
  return [email, other];
}

async function showChangeLink(visitor: Visitor, product: Product): Promise<void> {
  const [, other] = await showEmailChangeSent(visitor, product);
  await visitor.open(await linkInMail(product, other, 'Confirm your new address'));
  await visitor.sees('Use this address from now on');
}

async function showStopLink(visitor: Visitor, product: Product): Promise<void> {
  const [email] = await showEmailChangeSent(visitor, product);
  await visitor.open(await linkInMail(product, email, 'Your address is about to change'));
  await visitor.sees('Stop the change of address');
}

async function showPasswordChange(visitor: Visitor, product: Product): Promise<void> {
  await openAccount(visitor, product);
  await visitor.press('Change password');
  await visitor.field('New password').fill('the winter harbour 12');
  await visitor.page.getByRole('meter').waitFor();
  await visitor.press('Get a link to set one');
  await visitor.reads('A link to set a password is on its way');
}

async function showWrongPassword(visitor: Visitor, product: Product): Promise<void> {
  await openAccount(visitor, product);
  await visitor.press('Change password');
  await visitor.field('Current password').fill('not my password');
  await visitor.field('New password').fill('the winter harbour 12');
  await visitor.press('Set the password');
  await visitor.reads('That is not your password.');
}

async function showSessions(visitor: Visitor, product: Product): Promise<void> {
  const email = await openAccount(visitor, product);
  for (let count = 0; count < 3; count += 1) await signIn(product.http, email);
  await visitor.page.reload();
  const ends = visitor.page.getByRole('button', { name: /End the session/ });
  await ends.first().click();
  await visitor.reads('The session of Unknown browser has ended.');
}

async function showDeletion(visitor: Visitor, product: Product): Promise<void> {
  await openAccount(visitor, product);
  await visitor.press('Delete account');
  await visitor.field('Your password').waitFor();
}

async function showDeleted(visitor: Visitor, product: Product): Promise<void> {
  await showDeletion(visitor, product);
  await visitor.field('Your password').fill(PASSWORD);
  await visitor.press('Delete for good');
  await visitor.sees('Your account is deleted');
}

async function showSessionOver(visitor: Visitor, product: Product): Promise<void> {
  await endSessions(product, await openAccount(visitor, product));
  await visitor.page.reload();
  await visitor.sees('You are signed out');
}

async function showFailed(visitor: Visitor, product: Product): Promise<void> {
  await openAccount(visitor, product);
  await visitor.page.route('**/api/v1/me', (route) => route.fulfill(UNAVAILABLE));
  await visitor.page.reload();
  await visitor.sees("Your account can't be shown");
}
