import { at, newEmail, PASSWORD } from '../../../../../core/testing/test-actions.js';
import { endSessions, openAccount } from '../../../../testing/accounts.js';
import { linkInMail } from '../../../../testing/mails.js';
import { UNAVAILABLE } from '../../../../testing/notes.js';
import { checkStates } from '../../../../testing/states/page-state.js';
import type { Visitor } from '../../../../testing/visitor.js';
import type { Website } from '../../../../testing/website.js';

checkStates('account page', [
  { name: 'account', show: openAccount },
  { name: 'account-email', show: showEmailChange },
  { name: 'account-email-sent', show: showEmailChangeSent },
  { name: 'change-email', show: showChangeLink },
  { name: 'change-email-stop', show: showStopLink },
  { name: 'account-password', show: showPasswordChange },
  { name: 'account-password-wrong', show: showWrongPassword },
  { name: 'account-sessions', show: showSessions },
  { name: 'account-api-key-new', show: showNewApiKey },
  { name: 'account-api-keys', show: showApiKeys },
  { name: 'account-webhooks', show: showWebhooks },
  { name: 'account-deletion', show: showDeletion },
  { name: 'account-deletion-confirmation', show: showDeletionConfirmation },
  { name: 'account-deleted', show: showDeleted },
  { name: 'account-session-over', show: showSessionOver },
  { name: 'account-failed', show: showFailed },
]);

async function showEmailChange(visitor: Visitor, website: Website): Promise<void> {
  const email = await openAccount(visitor, website);
  await visitor.press('Change address');
  await visitor.field('New email address').fill(email);
  await visitor.field('Current password').fill(PASSWORD);
  await visitor.press('Send the links');
  await visitor.seesText("That's already your address.");
}

/** Returns the current email and the new one. */
async function showEmailChangeSent(visitor: Visitor, website: Website): Promise<[string, string]> {
  const email = await openAccount(visitor, website);
  const nextEmail = newEmail('byron');
  await visitor.press('Change address');
  await visitor.field('New email address').fill(nextEmail);
  await visitor.field('Current password').fill(PASSWORD);
  await visitor.press('Send the links');
  await visitor.seesText('A link is on its way to');
  return [email, nextEmail];
}

async function showChangeLink(visitor: Visitor, website: Website): Promise<void> {
  const [, nextEmail] = await showEmailChangeSent(visitor, website);
  await visitor.open(await linkInMail(website, nextEmail, 'Confirm your new address'));
  await visitor.seesHeading('Use this email address from now on');
}

async function showStopLink(visitor: Visitor, website: Website): Promise<void> {
  const [email] = await showEmailChangeSent(visitor, website);
  await visitor.open(await linkInMail(website, email, 'Your email address is about to change'));
  await visitor.seesHeading('Cancel the address change');
}

async function showPasswordChange(visitor: Visitor, website: Website): Promise<void> {
  await openAccount(visitor, website);
  await visitor.press('Change password');
  await visitor.field('New password').fill('the winter harbour 12');
  await visitor.page.getByRole('meter').waitFor();
  await visitor.press('Get a link to set one');
  await visitor.seesText("We've sent a link to");
}

async function showWrongPassword(visitor: Visitor, website: Website): Promise<void> {
  await openAccount(visitor, website);
  await visitor.press('Change password');
  await visitor.field('Current password').fill('not my password');
  await visitor.field('New password').fill('the winter harbour 12');
  await visitor.press('Set the password');
  await visitor.seesText("That isn't your password.");
}

async function showNewApiKey(visitor: Visitor, website: Website): Promise<void> {
  await openAccount(visitor, website);
  await visitor.press('Manage keys');
  await visitor.press('New key');
  await visitor.page.getByText('Limits', { exact: true }).click();
  await visitor.press('Create key');
  await visitor.seesText('Give the key a name.');
}

async function showApiKeys(visitor: Visitor, website: Website): Promise<void> {
  await openAccount(visitor, website);
  await visitor.press('Manage keys');
  for (const name of ['backup script', 'deployment']) {
    await visitor.press('New key');
    await visitor.field('Name').fill(name);
    await visitor.press('Create key');
    await visitor.page.getByText('Your new key').waitFor();
    if (name === 'backup script') await visitor.press('Done');
  }
}

async function showWebhooks(visitor: Visitor, website: Website): Promise<void> {
  await openAccount(visitor, website);
  await visitor.press('Manage webhooks');
  await visitor.press('New webhook');
  await visitor.field('Address').fill('https://hooks.invalid/onasty');
  await visitor.press('Create webhook');
  await visitor.press('Done');
  await visitor.press('Deliveries');
  await visitor.press('Send test');
  await visitor.seesText('webhook.test');
  await visitor.press('New webhook');
  await visitor.press('Create webhook');
  await visitor.seesText('Enter the address of your server.');
}

async function showSessions(visitor: Visitor, website: Website): Promise<void> {
  const email = await openAccount(visitor, website);
  for (let count = 0; count < 3; count += 1)
    await website.http.post(at('/auth/signin'), { email, password: PASSWORD });
  await visitor.page.reload();
  const ends = visitor.page.getByRole('button', { name: /End the session/ });
  await ends.first().click();
  await visitor.press('End session');
  await visitor.seesText('The session of Unknown browser has ended.');
}

async function showDeletion(visitor: Visitor, website: Website): Promise<void> {
  await openAccount(visitor, website);
  await visitor.press('Delete account');
  await visitor.field('Your password').waitFor();
}

async function showDeletionConfirmation(visitor: Visitor, website: Website): Promise<void> {
  await showDeletion(visitor, website);
  await visitor.field('Your password').fill(PASSWORD);
  await visitor.press('Delete account and notes');
  await visitor.seesText("This can't be undone.");
}

async function showDeleted(visitor: Visitor, website: Website): Promise<void> {
  await showDeletion(visitor, website);
  await visitor.field('Your password').fill(PASSWORD);
  await visitor.press('Delete account and notes');
  await visitor.press('Delete permanently');
  await visitor.seesHeading('Your account has been deleted');
}

async function showSessionOver(visitor: Visitor, website: Website): Promise<void> {
  await endSessions(website, await openAccount(visitor, website));
  await visitor.page.reload();
  await visitor.seesHeading("You're signed out");
}

async function showFailed(visitor: Visitor, website: Website): Promise<void> {
  await openAccount(visitor, website);
  await visitor.page.route('**/api/v1/me', (route) => route.fulfill(UNAVAILABLE));
  await visitor.page.reload();
  await visitor.seesHeading("Your account can't be shown");
}
