import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Visitor } from './visitor.js';

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
