import type { Locator } from 'playwright-core';
import { z } from 'zod';
import { noteAt } from '../support/notes.js';
import type { Author } from '../support/my-notes.js';
import type { Product } from '../support/use-product.js';
import type { Visitor } from '../support/visitor.js';
import { makePast } from './notes.js';
import { confirmedAccount, signInOnPage } from './signed-in.js';

const listed = z.array(
  z.object({ slug: z.string(), keep_before_expiration: z.boolean(), expires_at: z.string().optional() }),
);

/** Somebody whose notes are on the screen, and what they do at the API meanwhile. */
export interface Owner {
  visitor: Visitor;
  author: Author;
  email: string;
}

/** @param prepare writes the notes that are there when the page is opened */
export async function notesOnScreen(
  product: Product,
  prepare?: (author: Author) => Promise<unknown>,
): Promise<Owner> {
  const email = await confirmedAccount(product);
  const visitor = await product.visitor();
  await visitor.open('/notes');
  const author = await signInOnPage(product, visitor, email);
  await visitor.reads('There are none yet.');
  if (prepare !== undefined) {
    await prepare(author);
    await visitor.page.reload();
    await rows(visitor).first().waitFor();
  }
  return { visitor, author, email };
}

export function rows({ page }: Visitor): Locator {
  return page.getByRole('main').getByRole('listitem');
}

export function row(visitor: Visitor, slug: string): Locator {
  const { page } = visitor;
  return rows(visitor).filter({ has: page.getByRole('heading', { name: slug, exact: true }) });
}

/** Presses a link of the page, not of its head. */
export async function follow({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
}

export function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluateAll((found) => found.some((element) => element === document.activeElement));
}

/** The times that it names, RFC 3339. */
export function timesOf(locator: Locator): Promise<(string | null)[]> {
  const times = locator.getByRole('time');
  return times.evaluateAll((found) => found.map((time) => time.getAttribute('datetime')));
}

/** All notes that the server lists. */
export async function listedBy(author: Author) {
  return listed.parse((await author.list()).body);
}

/** The note as the server lists it, if it does. */
export async function asListed(author: Author, slug: string) {
  return (await listedBy(author)).find((note) => note.slug === slug);
}

/** Makes the note end in one of the ways that notes do. */
export const endings = {
  read: ({ http }: Product, slug: string) => http.get(noteAt(slug)),
  expired: ({ database }: Product, slug: string) =>
    makePast(database, `http://any/secret/${slug}`, 'expires_at'),
  deleted: (_product: Product, slug: string, author: Author) => author.delete(slug),
};
