import type { Locator } from 'playwright-core';
import { freePort } from '../support/free-port.js';
import { PASSWORD } from '../support/accounts.js';
import type { Product } from '../support/use-product.js';
import { until } from '../support/until.js';
import type { Visitor } from '../support/visitor.js';
import { isFocused } from './my-notes.js';
import { confirmedAccount } from './signed-in.js';

const END_SESSIONS = 'DELETE FROM session WHERE user_id = (SELECT id FROM user_account WHERE email = $1)';

/** Fills in the sign-in page, which is open, and sends it. */
export async function trySigningIn(visitor: Visitor, email: string, password = PASSWORD): Promise<void> {
  await visitor.sees('Sign in');
  await visitor.field('Email address').fill(email);
  await visitor.field('Password').fill(password);
  await visitor.press('Sign in');
}

/** As somebody does who signs out everywhere, elsewhere. */
export async function endSessions({ database }: Product, email: string): Promise<void> {
  await database.query(END_SESSIONS, [email]);
}

/** Signs in at the page of the account, which it leads to. */
export async function enterAccount(visitor: Visitor, email: string, password = PASSWORD): Promise<void> {
  await visitor.open('/account');
  await trySigningIn(visitor, email, password);
  await visitor.sees('Where you are signed in');
}

/** Signs in to a new account, whose page is open then. @returns its address */
export async function openAccount(visitor: Visitor, product: Product): Promise<string> {
  const email = await confirmedAccount(product);
  await enterAccount(visitor, email);
  return email;
}

/** Presses a link of the head of the page. */
export async function followInHead({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name, exact: true }).click();
}

/** Waits until what was found has the focus. */
export async function untilFocused(found: Locator): Promise<void> {
  await until('the focus is there', () => isFocused(found));
}

/** Where a product is reached whose mails have links that lead to it. */
export async function reachable(): Promise<Record<string, string>> {
  const port = String(await freePort());
  return { HTTP_PORT: port, FRONTEND_URL: `http://127.0.0.1:${port}` };
}
