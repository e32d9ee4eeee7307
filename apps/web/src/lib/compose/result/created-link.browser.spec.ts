import { describe, expect, it } from 'vitest';
import { enterAccount, verifiedAccount } from '../../../../testing/accounts.js';
import { blockClipboard } from '../../../../testing/files/handed-files.js';
import { waitForFocus } from '../../../../testing/navigation.js';
import { linkSecretOf } from '../../../../testing/notes.js';
import { useWebsite } from '../../../../testing/use-website.js';
import { waitForHydration, type Visitor } from '../../../../testing/visitor.js';

const START = 'Write a note that can be read once';
const UNCOPIED = 'The link is shown only here. Copy it before you leave.';

const website = useWebsite();

/** Visitor whose browser lets no page copy. */
async function withoutClipboard(): Promise<Visitor> {
  const visitor = await website.visitor();
  await blockClipboard(visitor);
  return visitor;
}

describe('link of a created note', () => {
  it.each<[string, (visitor: Visitor) => Promise<unknown>]>([
    ['a reload', ({ page }) => page.reload()],
    ['back and forward', ({ page }) => page.goBack().then(() => page.goForward())],
    ['another page of the website', (visitor) => visitAndReturn(visitor, 'How it works', 'How it works')],
    ['the start page by its link', (visitor) => visitAndReturn(visitor, 'Onasty, start page', START)],
    [
      'the start page, which leads back',
      (visitor) => visit(visitor, 'Onasty, start page').then(() => visit(visitor, 'Show link')),
    ],
    ['a page of another website', ({ page }) => page.goto('about:blank').then(() => page.goBack())],
  ])('reappears after %s', async (_, move) => {
    const visitor = await website.visitor();
    const link = await visitor.write('still mine', { password: 'kept with it' });
    await visitor.seesText('Link copied.');
    await move(visitor);
    await waitForHydration(visitor.page);
    expect(await visitor.link()).toBe(link);
    await visitor.press('Copy link and password separately');
    await visitor.press('Copy password');
    await expect.poll(() => visitor.clipboard()).toBe('kept with it');
    expect(await visitor.storedData()).not.toContain(linkSecretOf(link));
    expect(new URL(visitor.page.url()).hash).toBe('');
  });

  it('is one of several, each in its own history entry', async () => {
    const visitor = await website.visitor();
    const first = await visitor.write('one of two');
    await visit(visitor, 'Onasty, start page');
    await visitor.field('Your note').fill('two of two');
    await visitor.press('Create link');
    const second = await visitor.link();
    expect(second).not.toBe(first);
    await visitor.page.goBack();
    await visitor.page.goBack();
    expect(await visitor.link()).toBe(first);
  });

  it('is removed from the tab by "Write another note"', async () => {
    const visitor = await website.visitor();
    await visitor.write('done with it');
    await visitor.seesText('Link copied.');
    const page = visitor.page.url();
    await visitor.press('Write another note');
    await waitForFocus(visitor.field('Your note'));
    await expect
      .poll(() => visitor.page.evaluate(() => Object.keys(sessionStorage)))
      .not.toContain('created-links');
    await visitor.open(page);
    await visitor.seesHeading("This link isn't here any more");
    await visit(visitor, 'Write a note');
    await waitForFocus(visitor.field('Your note'));
  });

  it('is not in another tab', async () => {
    const visitor = await website.visitor();
    await visitor.write('in this tab only');
    const other = await visitor.context.newPage();
    await other.goto(visitor.page.url());
    await other.getByRole('heading', { name: "This link isn't here any more" }).waitFor();
  });
});

describe('link that was not copied', () => {
  it('says so until it is copied by hand', async () => {
    const visitor = await withoutClipboard();
    await visitor.write('by hand');
    await visitor.seesText(UNCOPIED);
    await waitForFocus(visitor.field('Link'));
    await visitor.page.reload();
    await visitor.seesText(UNCOPIED);
    await visitor.field('Link').focus();
    await visitor.page.keyboard.press('Control+c');
    await visitor.seesText('Link copied.');
    await visitor.press('Write another note');
    await waitForFocus(visitor.field('Your note'));
  });

  it('counts as copied once both of its parts are', async () => {
    const visitor = await withoutClipboard();
    await visitor.write('in two parts');
    await visitor.press('Copy link and key separately');
    for (const part of ['Link without its key', 'Key']) {
      await visitor.seesText(UNCOPIED);
      await visitor.field(part).focus();
      await visitor.page.keyboard.press('Control+c');
    }
    await visitor.seesText('Link copied.');
  });

  it('is discarded only after a question', async () => {
    const visitor = await withoutClipboard();
    const link = await visitor.write('nearly lost');
    await visitor.press('Write another note');
    await visitor.seesText("The link hasn't been copied.");
    await visitor.press('Cancel');
    expect(await visitor.link()).toBe(link);
    await visitor.press('Write another note');
    await visitor.press('Discard link');
    await waitForFocus(visitor.field('Your note'));
  });

  it('keeps the tab open until its sender confirms', async () => {
    const visitor = await withoutClipboard();
    await visitor.write('in a hurry');
    await visitor.field('Link').click();
    const asked: string[] = [];
    visitor.page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    const closed = visitor.page.waitForEvent('close');
    await visitor.page.close({ runBeforeUnload: true });
    await closed;
    expect(asked).toEqual(['beforeunload']);
  });
});

describe('note of a signed-in sender', () => {
  it('is announced in the form, and listed in the account alone, with its private name', async () => {
    const visitor = await website.visitor();
    await enterAccount(visitor, await verifiedAccount(website));
    await visitor.compose('for my list');
    await visitor.seesText("You're signed in, so this note will be in your list of notes.");
    await visitor.press('private name');
    await visitor.field('Private name').fill('For the notary');
    await visitor.press('Create link');
    await visitor.link();
    await visitor.page.getByRole('main').getByRole('link', { name: 'Your notes' }).waitFor();
    expect(await visitor.page.getByRole('heading', { name: 'Sent from this browser' }).count()).toBe(0);
    const [row] = await website.database.query(
      'SELECT label IS NOT NULL AS named FROM note WHERE slug = $1',
      [new URL(await visitor.link()).pathname.replace('/secret/', '')],
    );
    expect(row).toEqual({ named: true });
  });
});

async function visitAndReturn(visitor: Visitor, link: string, heading: string): Promise<void> {
  await visit(visitor, link);
  await visitor.seesHeading(heading);
  await visitor.page.goBack();
}

async function visit({ page }: Visitor, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().click();
}
