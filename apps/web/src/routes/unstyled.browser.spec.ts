import { describe, expect, it } from 'vitest';
import { useWebsite } from '../../testing/use-website.js';

describe('page whose files do not load, as under a path', () => {
  const website = useWebsite();
  const hint = "can't run under a path";

  it('says so', async () => {
    const { page } = await website.visitor();
    await page.route('**/_app/**', (route) => route.abort());
    await page.goto(`${website.url}/about`);
    expect(await page.getByText(hint).isVisible()).toBe(true);
  });

  it('says nothing otherwise', async () => {
    const { page } = await website.visitor();
    await page.goto(`${website.url}/about`);
    expect(await page.getByText(hint).count()).toBe(1);
    expect(await page.getByText(hint).isVisible()).toBe(false);
  });
});
