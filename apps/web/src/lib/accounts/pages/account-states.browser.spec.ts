import { at, newEmail, PASSWORD } from '../../../../../core/testing/test-actions.js';
import { submitSignIn, verifiedAccount } from '../../../../testing/accounts.js';
import { linkInMail, expireLinks } from '../../../../testing/mails.js';
import { checkStates, showHeading } from '../../../../testing/states/page-state.js';
import type { Visitor } from '../../../../testing/visitor.js';
import type { Website } from '../../../../testing/website.js';

const PROVIDERS = {
  json: {
    providers: [
      { id: 'google', name: 'Google' },
      { id: 'github', name: 'GitHub' },
      { id: 'oidc', name: 'The office' },
    ],
  },
};
const THROTTLED = {
  status: 429,
  headers: { 'retry-after': '150' },
  json: { message: 'too many wrong passwords', code: 'auth.too_many_attempts', request_id: 'r' },
};
const CONFIRM = 'Confirm your email address';
const RESET = 'Set a new password';
const OAUTH = '/oauth/callback';

checkStates('account pages', [
  { name: 'sign-up', show: (visitor) => showHeading(visitor, '/sign-up', 'Create an account') },
  { name: 'sign-up-weak', show: showWeakPassword },
  { name: 'look-into-mail', show: showLookIntoMail },
  { name: 'verify', show: showVerify },
  { name: 'verify-done', show: showVerified },
  { name: 'verify-used', show: showVerifiedBefore },
  { name: 'verify-expired', show: showVerifyExpired },
  {
    name: 'verify-incomplete',
    show: (visitor) => showHeading(visitor, '/verify', 'This link is incomplete'),
  },
  { name: 'sign-in', show: (visitor) => showHeading(visitor, '/sign-in', 'Sign in') },
  { name: 'sign-in-providers', show: showProviders },
  { name: 'sign-in-wrong', show: showWrongCredentials },
  { name: 'sign-in-not-activated', show: showNotActivated },
  { name: 'sign-in-throttled', show: showThrottled },
  { name: 'forgot', show: (visitor) => showHeading(visitor, '/forgot-password', 'Forgot your password?') },
  { name: 'forgot-sent', show: showForgotSent },
  { name: 'reset', show: showResetForm },
  { name: 'reset-done', show: showReset },
  {
    name: 'oauth-denied',
    show: (visitor) => showHeading(visitor, `${OAUTH}?error=access_denied`, "You weren't signed in"),
  },
  {
    name: 'oauth-email',
    show: (visitor) =>
      showHeading(visitor, `${OAUTH}?error=unverified_email`, "Your email address isn't confirmed"),
  },
  { name: 'oauth-failed', show: (visitor) => showHeading(visitor, OAUTH, 'Sign-in failed') },
]);

async function newAccountLink(website: Website, email = newEmail()): Promise<string> {
  await website.http.post(at('/auth/signup'), { email, password: PASSWORD });
  return linkInMail(website, email, CONFIRM);
}

async function resetLink(website: Website): Promise<string> {
  const email = await verifiedAccount(website);
  await website.http.post(at('/auth/reset-password'), { email });
  return linkInMail(website, email, RESET);
}

async function signUpOnPage(visitor: Visitor, password: string): Promise<void> {
  await visitor.open('/sign-up');
  await visitor.field('Email address').fill(newEmail());
  await visitor.field('Password').fill(password);
  await visitor.page.getByRole('meter').waitFor();
  await visitor.press('Create account');
}

async function showWeakPassword(visitor: Visitor): Promise<void> {
  await signUpOnPage(visitor, 'password1');
  await visitor.seesText('This password is too easy to guess');
}

async function showLookIntoMail(visitor: Visitor): Promise<void> {
  await signUpOnPage(visitor, PASSWORD);
  await visitor.seesHeading('Check your email');
  await visitor.press('Send it again');
  await visitor.seesText('Sent again.');
}

async function showVerified(visitor: Visitor, website: Website): Promise<string> {
  const link = await newAccountLink(website);
  await visitor.open(link);
  await visitor.press('Confirm address');
  await visitor.seesHeading('Your address is confirmed');
  return link;
}

async function showVerifiedBefore(visitor: Visitor, website: Website): Promise<void> {
  await visitor.open(await showVerified(visitor, website));
  await visitor.press('Confirm address');
  await visitor.seesHeading('This address is already confirmed');
}

async function showVerifyExpired(visitor: Visitor, website: Website): Promise<void> {
  const email = newEmail();
  await visitor.open(await newAccountLink(website, email));
  await expireLinks(website, email);
  await visitor.press('Confirm address');
  await visitor.seesHeading('This link has expired');
}

async function showProviders(visitor: Visitor): Promise<void> {
  await visitor.page.route('**/auth/providers', (route) => route.fulfill(PROVIDERS));
  await visitor.open('/sign-in');
  await visitor.seesText('Continue with The office');
}

async function showWrongCredentials(visitor: Visitor): Promise<void> {
  await visitor.open('/sign-in');
  await submitSignIn(visitor, newEmail());
  await visitor.seesText('Wrong email address or password.');
}

async function showNotActivated(visitor: Visitor, website: Website): Promise<void> {
  const email = newEmail();
  await website.http.post(at('/auth/signup'), { email, password: PASSWORD });
  await visitor.open('/sign-in');
  await submitSignIn(visitor, email);
  await visitor.seesHeading('Confirm your email address first');
}

async function showThrottled(visitor: Visitor): Promise<void> {
  await visitor.page.route('**/auth/signin', (route) => route.fulfill(THROTTLED));
  await visitor.open('/sign-in');
  await submitSignIn(visitor, newEmail());
  await visitor.seesText('Too many attempts. Try again in 3 minutes.');
}

async function showForgotSent(visitor: Visitor): Promise<void> {
  await visitor.open('/forgot-password');
  await visitor.field('Email address').fill(newEmail());
  await visitor.press('Send the link');
  await visitor.seesHeading('Check your email');
}

async function showVerify(visitor: Visitor, website: Website): Promise<void> {
  await showHeading(visitor, await newAccountLink(website), 'Confirm your email address');
}

async function showResetForm(visitor: Visitor, website: Website): Promise<void> {
  await showHeading(visitor, await resetLink(website), 'Set a new password');
}

async function showReset(visitor: Visitor, website: Website): Promise<void> {
  await showResetForm(visitor, website);
  await visitor.field('New password').fill('the winter harbour 12');
  await visitor.press('Set the password');
  await visitor.seesHeading('The new password is set');
}
