import { z } from 'zod';
import { bearer, newEmail, PASSWORD, signUp } from '../support/accounts.js';
import { Author } from '../support/my-notes.js';
import type { Product } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';

/** An account whose address counts as confirmed, without the way by mail. @returns the address */
export async function confirmedAccount({ http, database }: Product): Promise<string> {
  const email = newEmail();
  const { status, text } = await signUp(http, email);
  if (status !== 201) throw new Error(`no account: ${status} ${text}`);
  const confirm = 'UPDATE user_account SET activated_at = clock_timestamp() WHERE email = $1';
  await database.query(confirm, [email]);
  return email;
}

const signedIn = z.object({ access_token: z.string() });

/** Fills in the sign-in page, which is open. @returns who is signed in then, at the API, in the same session */
export async function signInOnPage({ http }: Product, visitor: Visitor, email: string): Promise<Author> {
  await visitor.sees('Sign in');
  await visitor.field('Email address').fill(email);
  await visitor.field('Password').fill(PASSWORD);
  const answer = visitor.page.waitForResponse('**/auth/signin');
  await visitor.press('Sign in');
  const { access_token: accessToken } = signedIn.parse(await (await answer).json());
  return new Author(http, bearer(accessToken));
}
