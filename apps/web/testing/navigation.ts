import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Visitor } from './visitor.js';
import type { Website } from './website.js';

/** Follows a link in the header of the page. */
export async function followInHeader({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name, exact: true }).click();
}

/** Follows a link in the main part of the page. */
export async function follow({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
}

export function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluateAll((found) => found.some((element) => element === document.activeElement));
}

export async function waitForFocus(locator: Locator): Promise<void> {
  await expect.poll(() => isFocused(locator)).toBe(true);
}

/** Opens the website by HTTP under a name that is not this machine's. */
export async function insecureVisitor(website: Website): Promise<Visitor> {
  const visitor = await website.visitor({ url: 'http://lan.example' });
  await visitor.context.route('http://lan.example/**', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: website.url + pathname + search }) });
  });
  return visitor;
}
