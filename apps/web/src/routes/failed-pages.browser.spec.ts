import { describe, expect, it } from 'vitest';
import { waitForHydration } from '../../testing/visitor.js';
import { useWebsite } from '../../testing/use-website.js';
import { NEW_PROFILE } from '../../testing/website.js';

const CHUNKS = '**/_app/immutable/{chunks,nodes}/*';

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

  it('keeps what was typed', async () => {
    const visitor = await website.visitor();
    await visitor.compose('typed before', { password: 'typed as well' });
    await visitor.page.route(CHUNKS, (route) => route.abort());
    await visitor.page.getByRole('link', { name: 'Sign in' }).click();
    await visitor.seesHeading("This page couldn't be loaded");
    await visitor.seesText(/^Nothing is lost\./);
    await visitor.page.unroute(CHUNKS);
    await visitor.page.goBack();
    expect(await visitor.field('Your note').inputValue()).toBe('typed before');
    await visitor.page.reload();
    await waitForHydration(visitor.page);
    await expect.poll(() => visitor.field('Your note').inputValue()).toBe('typed before');
    visitor.errors.length = 0;
  });

  it('keeps an opened note', async () => {
    const visitor = await website.visitor();
    await visitor.read(await website.sealedLink('opened before'));
    await visitor.page.route(CHUNKS, (route) => route.abort());
    await visitor.page.getByRole('link', { name: 'How it works' }).click();
    await visitor.seesHeading("This page couldn't be loaded");
    await visitor.seesText(/^Nothing is lost\./);
    await visitor.page.unroute(CHUNKS);
    await visitor.page.goBack();
    expect(await visitor.text()).toBe('opened before');
    await visitor.page.reload();
    expect(await visitor.text()).toBe('opened before');
    visitor.errors.length = 0;
  });
});

describe('a script that does not load', () => {
  const website = useWebsite();

  it('while the page starts is reported, with a way to reload', async () => {
    const visitor = await website.visitor();
    const [entry] = /\/_app\/immutable\/chunks\/[^"]+/.exec(await (await fetch(website.url)).text()) ?? [];
    await visitor.page.route(`**${entry}`, (route) => route.fulfill({ status: 404 }));
    await visitor.page.goto(`${website.url}/#kept`);
    await visitor.seesText("This page couldn't be loaded completely.");
    await visitor.page.unroute(`**${entry}`);
    await visitor.press('Reload');
    await waitForHydration(visitor.page);
    expect(await visitor.page.getByRole('button', { name: 'Reload' }).count()).toBe(0);
    expect(new URL(visitor.page.url()).hash).toBe('#kept');
  });

  it.each([404, 'connection refused'])('later (%s) is reported, and loses nothing', async (failure) => {
    const visitor = await website.visitor(NEW_PROFILE);
    await visitor.write('sent before');
    await visitor.page.route(CHUNKS, (route) =>
      typeof failure === 'number' ? route.fulfill({ status: failure }) : route.abort('connectionrefused'),
    );
    await visitor.page.getByText('Show as QR code').click();
    await visitor.seesText("Part of this page couldn't be loaded");
    await visitor.page.unroute(CHUNKS);
    await visitor.press('Reload');
    await waitForHydration(visitor.page);
    await visitor.seesHeading('Your note is sealed');
    await visitor.page.getByText('Show as QR code').click();
    await visitor.page.getByRole('img').waitFor();
    visitor.errors.length = 0;
  });
});
