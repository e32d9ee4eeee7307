import { at, newEmail, PASSWORD, signUp } from '../support/accounts.js';
import type { Product } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';
import { trySigningIn } from './account.js';
import { expireLinks, linkInMail } from './mails.js';
import type { PageState } from './page-states.js';
import { confirmedAccount } from './signed-in.js';

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
const CONFIRM = 'Confirm your address';
const RESET = 'Set a new password';
const OAUTH = '/oauth/callback';

/** Every state of the pages for those who are not signed in (yet). */
export const SIGNING_IN_STATES: readonly PageState[] = [
  { name: 'sign-up', show: (visitor) => showHeading(visitor, '/sign-up', 'Make an account') },
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
  { name: 'forgot', show: (visitor) => showHeading(visitor, '/forgot-password', 'Forgot the password?') },
  { name: 'forgot-sent', show: showForgotSent },
  { name: 'reset', show: showResetForm },
  { name: 'reset-done', show: showReset },
  {
    name: 'oauth-denied',
    show: (visitor) => showHeading(visitor, `${OAUTH}?error=access_denied`, 'You were not signed in'),
  },
  {
    name: 'oauth-email',
    show: (visitor) =>
      showHeading(visitor, `${OAUTH}?error=unverified_email`, 'That address is not confirmed there'),
  },
  { name: 'oauth-failed', show: (visitor) => showHeading(visitor, OAUTH, 'Signing in did not work') },
];

async function showHeading(visitor: Visitor, path: string, heading: string): Promise<void> {
  await visitor.open(path);
  await visitor.sees(heading);
}

async function newAccountLink(product: Product, email = newEmail()): Promise<string> {
  await signUp(product.http, email);
  return linkInMail(product, email, CONFIRM);
}

async function resetLink(product: Product): Promise<string> {
  const email = await confirmedAccount(product);
  await product.http.post(at('/auth/reset-password'), { email });
  return linkInMail(product, email, RESET);
}

async function signUpOnPage(visitor: Visitor, password: string): Promise<void> {
  await visitor.open('/sign-up');
  await visitor.field('Email address').fill(newEmail());
  await visitor.field('Password').fill(password);
  await visitor.page.getByRole('meter').waitFor();
  await visitor.press('Make the account');
}

async function showWeakPassword(visitor: Visitor): Promise<void> {
  await signUpOnPage(visitor, 'password1');
  await visitor.reads('That would be guessed first');
}

async function showLookIntoMail(visitor: Visitor): Promise<void> {
  await signUpOnPage(visitor, PASSWORD);
  await visitor.sees('Look into your mail');
  await visitor.press('Send it again');
  await visitor.reads('Sent again.');
}

async function showVerified(visitor: Visitor, product: Product): Promise<string> {
  const link = await newAccountLink(product);
  await visitor.open(link);
  await visitor.press('Confirm the address');
  await visitor.sees('Your address is confirmed');
  return link;
}

async function showVerifiedBefore(visitor: Visitor, product: Product): Promise<void> {
  await visitor.open(await showVerified(visitor, product));
  await visitor.press('Confirm the address');
  await visitor.sees('This address is confirmed already');
}

async function showVerifyExpired(visitor: Visitor, product: Product): Promise<void> {
  const email = newEmail();
  await visitor.open(await newAccountLink(product, email));
  await expireLinks(product, email);
  await visitor.press('Confirm the address');
  await visitor.sees('This link has expired');
}

async function showProviders(visitor: Visitor): Promise<void> {
  await visitor.page.route('**/auth/providers', (route) => route.fulfill(PROVIDERS));
  await visitor.open('/sign-in');
  await visitor.reads('Continue with The office');
}

async function showWrongCredentials(visitor: Visitor): Promise<void> {
  await visitor.open('/sign-in');
  await trySigningIn(visitor, newEmail());
  await visitor.reads("That address and password don't belong together.");
}

async function showNotActivated(visitor: Visitor, { http }: Product): Promise<void> {
  const email = newEmail();
  await signUp(http, email);
  await visitor.open('/sign-in');
  await trySigningIn(visitor, email);
  await visitor.sees('Confirm your address first');
}

async function showThrottled(visitor: Visitor): Promise<void> {
  await visitor.page.route('**/auth/signin', (route) => route.fulfill(THROTTLED));
  await visitor.open('/sign-in');
  await trySigningIn(visitor, newEmail());
  await visitor.reads('That was a lot of tries. You can try again in 3 minutes.');
}

async function showForgotSent(visitor: Visitor): Promise<void> {
  await visitor.open('/forgot-password');
  await visitor.field('Email address').fill(newEmail());
  await visitor.press('Send the link');
  await visitor.sees('Look into your mail');
}

async function showVerify(visitor: Visitor, product: Product): Promise<void> {
  await showHeading(visitor, await newAccountLink(product), 'Confirm your address');
}

async function showResetForm(visitor: Visitor, product: Product): Promise<void> {
  await showHeading(visitor, await resetLink(product), 'Set a new password');
}

async function showReset(visitor: Visitor, product: Product): Promise<void> {
  await showResetForm(visitor, product);
  await visitor.field('New password').fill('the winter harbour 12');
  await visitor.press('Set the password');
  await visitor.sees('The new password is set');
}
