import { describe, expect, it } from 'vitest';
import { followInHeader, isFocused } from '../../../testing/navigation.js';
import { linkSecretOf, readAt, slugOf, waitForErasure } from '../../../testing/notes.js';
import { comeBack, tabKeyNames } from '../../../testing/tabs.js';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';

const TEXT = 'Zwetschgenknödel\n\tfor one reader';
const VIEW = '**/api/v1/note/*/view';
const END_LEASE =
  'UPDATE note SET lease_until = clock_timestamp(), sweep_at = clock_timestamp() WHERE slug = $1';
const website = useWebsite();

const skipLink = ({ page }: Visitor) => page.getByRole('link', { name: 'Skip to content' });

async function skipContent(visitor: Visitor): Promise<void> {
  await skipLink(visitor).focus();
  await visitor.page.keyboard.press('Enter');
  await expect.poll(() => isFocused(visitor.page.getByRole('main'))).toBe(true);
}

const departures: [string, (visitor: Visitor) => Promise<unknown>][] = [
  ['a reload', ({ page }) => page.reload()],
  ['several reloads', async ({ page }) => [await page.reload(), await page.reload()]],
  ['the wordmark', (visitor) => comeBack(visitor, () => followInHeader(visitor, 'Onasty, start page'))],
  ['a link in the header', (visitor) => comeBack(visitor, () => followInHeader(visitor, 'Sign in'))],
  [
    'the link to how it works',
    (visitor) => comeBack(visitor, () => visitor.page.getByRole('link', { name: 'How it works' }).click()),
  ],
  ['another document', (visitor) => comeBack(visitor, () => visitor.page.goto(`${website.url}/favicon.svg`))],
  ['back and forward', async ({ page }) => [await page.goBack(), await page.goForward()]],
  ['the skip link', skipContent],
  ['another fragment', ({ page }) => page.evaluate(() => void (location.hash = '#main'))],
  ['an empty fragment', ({ page }) => page.evaluate(() => void (location.hash = ''))],
  ['another key', ({ page }) => page.evaluate(() => void (location.hash = `#${'A'.repeat(43)}`))],
  [
    'another fragment and a reload',
    async ({ page }) => {
      await page.evaluate(() => void (location.hash = '#main'));
      await page.reload();
    },
  ],
  [
    'an offline moment',
    async ({ context }) => {
      await context.setOffline(true);
      await context.setOffline(false);
    },
  ],
];

describe('open note', () => {
  it.each(departures)('is still there after %s', async (_, leave) => {
    const visitor = await website.visitor();
    await visitor.open('/about');
    const link = await website.sealedLink(TEXT);
    await visitor.read(link);
    await waitForErasure(website.database, slugOf(link));
    await leave(visitor);
    expect(await visitor.text()).toBe(TEXT);
    await visitor.seesHeading('The note');
    expect(visitor.page.url()).not.toContain(linkSecretOf(link));
    expect(visitor.errors).toEqual([]);
  });

  it.each(departures)('is still there if it is reusable, after %s', async (_, leave) => {
    const visitor = await website.visitor();
    await visitor.open('/about');
    const link = await website.sealedLink(TEXT, { reusable: true });
    await visitor.read(link);
    await leave(visitor);
    expect(await visitor.text()).toBe(TEXT);
    await expect.poll(() => visitor.page.url()).toBe(link);
  });

  it('is stored encrypted only, under a key that no script can extract', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.read(link);
    const stored = await visitor.storedData();
    expect(stored).toContain('note/');
    for (const secret of [TEXT, 'Zwetschgen', linkSecretOf(link)]) expect(stored).not.toContain(secret);
    expect(await tabKeyNames(visitor)).toHaveLength(1);
    expect((await tabKeyNames(visitor)).join()).not.toContain(slugOf(link));
  });

  it('belongs to its tab: another one finds it read', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.read(link);
    const other = await visitor.context.newPage();
    await other.goto(link);
    await other.getByRole('heading', { name: 'This note has already been read' }).waitFor();
  });

  it('is gone with its tab', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.read(link);
    const other = await visitor.context.newPage();
    await visitor.page.close();
    await other.goto(link);
    await other.getByRole('heading', { name: 'This note has already been read' }).waitFor();
  });

  it('replaces no other note of the tab', async () => {
    const visitor = await website.visitor();
    const [first, second] = [await website.sealedLink('the first'), await website.sealedLink('the second')];
    expect(await visitor.read(first)).toBe('the first');
    expect(await visitor.read(second)).toBe('the second');
    await visitor.page.goBack();
    expect(await visitor.text()).toBe('the first');
    await visitor.press('Done');
    await visitor.seesHeading("You're done with this note");
    await visitor.page.goForward();
    expect(await visitor.text()).toBe('the second');
  });
});

describe('note that is being opened', () => {
  it('appears after a reload although the response was lost', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT, { password: 'with a password' });
    await visitor.page.route(VIEW, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await visitor.open(link);
    await visitor.field('Password for this note').fill('with a password');
    await visitor.press('Read note');
    await visitor.seesText('Connection lost. Retrying');
    expect(await readAt(website.database, slugOf(link))).not.toBeNull();
    await visitor.page.unrouteAll({ behavior: 'ignoreErrors' });
    await visitor.page.reload();
    expect(await visitor.text()).toBe(TEXT);
  });

  it('appears although its reader left the page before the response arrived', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    let arrive = () => {};
    const arrival = new Promise<void>((resolve) => (arrive = resolve));
    await visitor.page.route(VIEW, async (route) => {
      const response = await route.fetch();
      await arrival;
      await route.fulfill({ response });
    });
    await visitor.open(link);
    await visitor.press('Read note');
    await expect.poll(() => readAt(website.database, slugOf(link))).not.toBeNull();
    await visitor.page.getByRole('link', { name: 'How it works' }).click();
    await visitor.seesHeading('How it works');
    arrive();
    await visitor.page.goBack();
    expect(await visitor.text()).toBe(TEXT);
  });

  it('does not blame another reader if its content never arrived', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.page.route(VIEW, async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await visitor.open(link);
    await visitor.press('Read note');
    await visitor.seesText('Connection lost. Retrying');
    await website.database.query(END_LEASE, [slugOf(link)]);
    await visitor.page.unrouteAll({ behavior: 'ignoreErrors' });
    await visitor.page.reload();
    await visitor.seesHeading('This note has already been read');
    await visitor.seesText('This tab requested it, but the connection broke before the text arrived.');
  });
});

describe('unopened note', () => {
  it('keeps its key when the content is skipped to', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT);
    await visitor.open(link);
    await visitor.seesHeading('Someone sent you a note');
    await skipContent(visitor);
    expect(visitor.page.url()).toBe(link);
    await visitor.press('Read note');
    expect(await visitor.text()).toBe(TEXT);
  });

  it.each(['#main', '', `#${'A'.repeat(20)}`])(
    'keeps its key when the fragment becomes "%s"',
    async (hash) => {
      const visitor = await website.visitor();
      const link = await website.sealedLink(TEXT);
      await visitor.open(link);
      await visitor.seesHeading('Someone sent you a note');
      await visitor.page.evaluate((fragment) => void (location.hash = fragment), hash);
      await expect.poll(() => visitor.page.url()).toBe(link);
      await visitor.page.reload();
      await visitor.press('Read note');
      expect(await visitor.text()).toBe(TEXT);
    },
  );

  it('has no skip link that could replace the key before scripts run', async () => {
    const response = await fetch(`${website.url}/secret/any`);
    expect(await response.text()).not.toContain('href="#main"');
  });
});
