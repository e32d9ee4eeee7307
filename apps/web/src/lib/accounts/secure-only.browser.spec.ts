import { describe, expect, it } from 'vitest';
import { insecureVisitor } from '../../../testing/navigation.js';
import { useWebsite } from '../../../testing/use-website.js';

describe('an insecure page', () => {
  const website = useWebsite();

  it.each(['/sign-in', '/sign-up'])('takes no password that cannot start a session: %s', async (path) => {
    const visitor = await insecureVisitor(website);
    await visitor.open(path);
    await visitor.seesHeading("This page isn't secure");
    expect(await visitor.page.getByLabel('Password', { exact: true }).count()).toBe(0);
    const secure = visitor.page.getByRole('link', { name: 'Open with https://' });
    expect(await secure.getAttribute('href')).toBe(`https://lan.example${path}`);
  });
});
