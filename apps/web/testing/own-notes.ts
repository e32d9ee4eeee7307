import type { Locator } from 'playwright-core';
import { noteAt } from '../../core/testing/test-actions.js';
import { signInOnPage, verifiedAccount } from './accounts.js';
import { Author } from './author.js';
import { makePast } from './notes.js';
import type { Visitor } from './visitor.js';
import type { Website } from './website.js';

export interface Owner {
  visitor: Visitor;
  author: Author;
  email: string;
}

/** Opens the notes of a new account. @param prepare creates the notes */
export async function openOwnNotes(
  website: Website,
  prepare?: (author: Author) => Promise<unknown>,
): Promise<Owner> {
  const email = await verifiedAccount(website);
  const visitor = await website.visitor();
  await visitor.open('/notes');
  const author = new Author(website.http, await signInOnPage(visitor, email));
  await visitor.seesText('No notes yet.');
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

/** Row of the note with this name, which is its custom link unless it has a private name. */
export function row(visitor: Visitor, name: string | RegExp): Locator {
  const { page } = visitor;
  return rows(visitor).filter({ has: page.getByRole('heading', { name, exact: true }) });
}

export function menuOf(visitor: Visitor, name: string | RegExp): Locator {
  return row(visitor, name).getByRole('button', { name: /^Actions for/ });
}

export async function choose(visitor: Visitor, name: string | RegExp, action: string): Promise<void> {
  await menuOf(visitor, name).click();
  await row(visitor, name).getByText(action, { exact: true }).click();
}

export async function deleteNote(visitor: Visitor, name: string | RegExp): Promise<void> {
  await choose(visitor, name, 'Delete');
  await visitor.press('Delete permanently');
}

/** Returns the times in RFC 3339 that an element contains. */
export function timesIn(locator: Locator): Promise<(string | null)[]> {
  const times = locator.getByRole('time');
  return times.evaluateAll((found) => found.map((time) => time.getAttribute('datetime')));
}

export const endings = {
  read: ({ http }: Website, slug: string) => http.get(noteAt(slug)),
  expired: ({ database }: Website, slug: string) => makePast(database, slug, 'expires_at'),
  deleted: (_website: Website, slug: string, author: Author) => author.delete(slug),
};
