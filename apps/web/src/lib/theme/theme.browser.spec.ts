import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const website = useWebsite();

const button = ({ page }: Visitor): Locator => page.getByRole('button', { name: /^Theme: / });
const nameOf = (visitor: Visitor) => button(visitor).getAttribute('aria-label');
const themeOf = ({ page }: Visitor) => page.evaluate(() => document.documentElement.dataset['theme']);

it('follows the theme that another tab chooses, and goes on from there', async () => {
  const one = await website.visitor({ colorScheme: 'light' });
  await one.open('/about');
  const other = await one.openTab();
  await other.open('/about');
  const names = new Set([await nameOf(one)]);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    await button(from).click();
    const name = await nameOf(from);
    await expect.poll(() => nameOf(to)).toBe(name);
    expect(await themeOf(to)).toBe(await themeOf(from));
    names.add(name);
  }
  expect(names.size).toBe(3);
});
