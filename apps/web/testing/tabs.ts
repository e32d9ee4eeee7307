import type { Page } from 'playwright-core';
import { waitForHydration, type Visitor } from './visitor.js';

/** Opens a second tab as the browser's "Duplicate" does: with a copy of the session storage. */
export async function duplicateTab({ context, page }: Visitor): Promise<Page> {
  const entries = await page.evaluate(() => Object.entries(sessionStorage));
  const duplicate = await context.newPage();
  await duplicate.goto(new URL('/favicon.svg', page.url()).href);
  await duplicate.evaluate((copied) => {
    for (const [name, value] of copied) sessionStorage.setItem(name, value);
  }, entries);
  await duplicate.goto(page.url());
  await waitForHydration(duplicate);
  return duplicate;
}

export function tabKeyNames({ page }: Visitor): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('onasty');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const database = opening.result;
          const keys = database.transaction('keys').objectStore('keys').getAllKeys();
          keys.onsuccess = () => {
            database.close();
            resolve(keys.result.map(String));
          };
        };
      }),
  );
}

export const storedNames = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((name) => !name.startsWith('sveltekit:')));

export async function comeBack({ page }: Visitor, leave: () => Promise<unknown>): Promise<void> {
  const { pathname } = new URL(page.url());
  await leave();
  await page.waitForURL((url) => url.pathname !== pathname);
  await page.goBack();
}
