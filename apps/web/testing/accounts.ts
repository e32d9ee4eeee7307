import { z } from 'zod';
import { at, newEmail, PASSWORD } from '../../core/testing/test-actions.js';
import type { Visitor } from './visitor.js';
import type { Website } from './website.js';

const END_SESSIONS = 'DELETE FROM session WHERE user_id = (SELECT id FROM user_account WHERE email = $1)';
const ACTIVATE = 'UPDATE user_account SET activated_at = clock_timestamp() WHERE email = $1';
const signedIn = z.object({ access_token: z.string() });

/** Creates an account with a verified email, which it returns. */
export async function verifiedAccount({ http, database }: Website): Promise<string> {
  const email = newEmail();
  const { status, text } = await http.post(at('/auth/signup'), { email, password: PASSWORD });
  if (status !== 201) throw new Error(`no account: ${status} ${text}`);
  await database.query(ACTIVATE, [email]);
  return email;
}

/** Ends all sessions, as sign-out everywhere in another browser does. */
export async function endSessions({ database }: Website, email: string): Promise<void> {
  await database.query(END_SESSIONS, [email]);
}

/** Submits the sign-in page, which must be open. */
export async function submitSignIn(visitor: Visitor, email: string, password = PASSWORD): Promise<void> {
  await visitor.seesHeading('Sign in');
  await visitor.field('Email address').fill(email);
  await visitor.field('Password').fill(password);
  await visitor.press('Sign in');
}

/** Signs in on the open sign-in page and returns the access token. */
export async function signInOnPage(visitor: Visitor, email: string): Promise<string> {
  const response = visitor.page.waitForResponse('**/auth/signin');
  await submitSignIn(visitor, email);
  return signedIn.parse(await (await response).json()).access_token;
}

/** Signs in by way of the account page. */
export async function enterAccount(visitor: Visitor, email: string, password = PASSWORD): Promise<void> {
  await visitor.open('/account');
  await submitSignIn(visitor, email, password);
  await visitor.seesHeading("Where you're signed in");
}

/** Signs in to a new account on its account page and returns its email. */
export async function openAccount(visitor: Visitor, website: Website): Promise<string> {
  const email = await verifiedAccount(website);
  await enterAccount(visitor, email);
  return email;
}
