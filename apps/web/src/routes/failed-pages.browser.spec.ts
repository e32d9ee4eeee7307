import { describe, it } from 'vitest';
import { useWebsite } from '../../testing/use-website.js';
import { NEW_PROFILE } from '../../testing/website.js';

describe('a page that does not load', () => {
  const website = useWebsite();

  it.each(['How it works', 'Sign in'])(
    'says that the device is offline and loads later: %s',
    async (link) => {
      const visitor = await website.visitor(NEW_PROFILE);
      await visitor.open('/');
      await visitor.context.setOffline(true);
      await visitor.page.getByRole('link', { name: link }).click();
      await visitor.seesHeading("You're offline");
      await visitor.press('Try again');
      await visitor.seesHeading("You're offline");
      await visitor.context.setOffline(false);
      await visitor.seesHeading(link);
    },
  );

  it('says that it could not be loaded, and loads at the next attempt', async () => {
    const visitor = await website.visitor();
    await visitor.open('/');
    const pages = '**/_app/immutable/nodes/*';
    await visitor.page.route(pages, (route) => route.abort());
    await visitor.page.getByRole('link', { name: 'Sign in' }).click();
    await visitor.seesHeading("This page couldn't be loaded");
    await visitor.page.unroute(pages);
    await visitor.press('Try again');
    await visitor.seesHeading('Sign in');
    visitor.errors.length = 0;
  });

  it('differs from a page that does not exist', async () => {
    const visitor = await website.visitor();
    await visitor.open('/no-such-page');
    await visitor.seesHeading('Page not found');
  });
});
