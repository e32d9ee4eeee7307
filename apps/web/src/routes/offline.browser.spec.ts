import { describe, expect, it } from 'vitest';
import { useWebsite } from '../../testing/use-website.js';
import type { Visitor } from '../../testing/visitor.js';

const website = useWebsite();

describe('without a connection', () => {
  it.each([
    ['/', 'Write a note that can be read once'],
    ['/about', 'How it works'],
  ])('%s reloads', async (path, heading) => {
    const visitor = await arriveTwice(path);
    await visitor.context.setOffline(true);
    await visitor.page.reload();
    await visitor.seesHeading(heading);
  });

  it('the page of a note says that the server cannot be reached', async () => {
    const visitor = await arriveTwice('/about');
    const link = await visitor.write('to be read later');
    await visitor.open(link);
    await visitor.context.setOffline(true);
    await visitor.page.reload();
    await visitor.seesHeading("The server can't be reached");
    await visitor.context.setOffline(false);
    await visitor.page.getByRole('button', { name: 'Read note' }).waitFor();
  });
});

it('loads pages while the storage is full', async () => {
  const visitor = await arriveTwice('/about');
  const devTools = await visitor.context.newCDPSession(visitor.page);
  await devTools.send('Storage.overrideQuotaForOrigin', { origin: website.url, quotaSize: 1 });
  await visitor.open('/sign-in');
  expect(visitor.errors).toEqual([]);
});

/** The second visit is served by the service worker that the first one installs. */
async function arriveTwice(path: string): Promise<Visitor> {
  const visitor = await website.visitor({ serviceWorkers: 'allow' });
  await visitor.open(path);
  await visitor.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await visitor.open(path);
  return visitor;
}
