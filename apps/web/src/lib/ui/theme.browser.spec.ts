import { expect, it } from 'vitest';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const website = useWebsite();

const themeOf = ({ page }: Visitor) => page.evaluate(() => document.documentElement.dataset['theme']);

it('follows the theme that another tab chooses', async () => {
  const one = await website.visitor({ colorScheme: 'light' });
  await one.open('/about');
  const other = await one.openTab();
  await other.open('/about');
  await one.press('Dark mode');
  await expect.poll(() => themeOf(other)).toBe('dark');
  await expect
    .poll(() => other.page.getByRole('button', { name: 'Dark mode' }).getAttribute('aria-pressed'))
    .toBe('true');
  await other.press('Dark mode');
  await expect.poll(() => themeOf(one)).toBe('light');
  await one.page.reload();
  expect(await themeOf(one)).toBe('light');
});
