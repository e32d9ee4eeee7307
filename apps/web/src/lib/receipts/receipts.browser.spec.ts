import { describe, expect, it } from 'vitest';
import { noteAt } from '../../../../core/testing/test-actions.js';
import { waitForFocus } from '../../../testing/navigation.js';
import { linkSecretOf, makePast, slugOf, UNAVAILABLE } from '../../../testing/notes.js';
import { choose, deleteNote, menuOf, row, rows } from '../../../testing/own-notes.js';
import { useWebsite } from '../../../testing/use-website.js';
import type { Visitor } from '../../../testing/visitor.js';
import { NEW_PROFILE } from '../../../testing/website.js';

const website = useWebsite();

const names = (visitor: Visitor) => rows(visitor).getByRole('heading').allInnerTexts();

describe('receipt in the browser of the sender', () => {
  it('shows that the note expired', async () => {
    const sender = await website.visitor();
    await makePast(website.database, slugOf(await sender.write('unread')), 'expires_at');
    await sender.open('/');
    await sender.seesText('Expired unopened');
  });

  it('shows how often a reusable note was read, and when last', async () => {
    const sender = await website.visitor();
    const link = await sender.write('read by three', {
      slug: 'read-by-three',
      readLimit: 'By anyone with the link, until it expires',
    });
    const read = async () => (await website.visitor()).read(link);
    await read();
    await sender.open('/');
    await row(sender, 'read-by-three').getByText('Read once').waitFor();
    await read();
    await read();
    await sender.open('/');
    await row(sender, 'read-by-three').getByText('Read 3 times, last').waitFor();
    expect(await row(sender, 'read-by-three').getByRole('time').count()).toBe(2);
  });

  it('names a note without a name by its time', async () => {
    const sender = await website.visitor({ locale: 'en-GB', timezoneId: 'UTC' });
    await sender.write('without a name');
    await row(sender, /^Note of \w+/).waitFor();
    const [name = ''] = await names(sender);
    expect(name).toContain(new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format());
    expect(name).toMatch(/\d:\d\d/);
  });

  it('deletes the note for all readers, and can be removed', async () => {
    const [sender, reader] = await Promise.all([website.visitor(), website.visitor()]);
    const link = await sender.write('regretted', { slug: 'regret' });
    await choose(sender, 'regret', 'Delete');
    await sender.press('Cancel');
    await sender.page.keyboard.press('Escape');
    await deleteNote(sender, 'regret');
    await sender.seesText('Deleted permanently');
    await waitForFocus(menuOf(sender, 'regret'));
    await reader.open(link);
    await reader.seesHeading("There's no such note");

    await choose(sender, 'regret', 'Remove from list');
    await sender.press('Remove 1 note');
    await row(sender, 'regret').waitFor({ state: 'detached' });
    await sender.open('/');
    await sender.field('Your note').waitFor();
    expect(await sender.storedData()).not.toContain('regret');
  });

  it('gives the note a private name, which is found, sorted by, and never sent', async () => {
    const sender = await website.visitor();
    const sent: string[] = [];
    sender.context.on('request', (request) => sent.push(request.postData() ?? ''));
    for (const slug of ['one-of-four', 'two-of-four', 'three-of-four', 'four-of-four'])
      await sender.write(slug, { slug });
    await choose(sender, 'one-of-four', 'Rename');
    await waitForFocus(sender.field('Private name'));
    await sender.field('Private name').fill('Café key');
    await sender.press('Save');
    await row(sender, 'Café key').getByText('/one-of-four').waitFor();
    await waitForFocus(menuOf(sender, 'Café key'));

    await sender.field('Search').fill('cafe');
    await expect.poll(() => names(sender)).toEqual(['Café key']);
    await sender.field('Search').fill('of-four');
    await sender.field('Sort by').selectOption('Name');
    const sorted = ['Café key', 'four-of-four', 'three-of-four', 'two-of-four'];
    await expect.poll(() => names(sender)).toEqual(sorted);
    await sender.field('Search').fill('nothing like it');
    await sender.seesText('No note matches.');
    expect(sent.join('\n')).not.toContain('Café');
  });

  it('is stored without the text, the link secret and the password', async () => {
    const sender = await website.visitor();
    const link = await sender.write('not in storage', { password: 'nor is this' });
    const stored = await sender.page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(stored).toContain(slugOf(link));
    expect(stored).not.toContain('not in storage');
    expect(stored).not.toContain('nor is this');
    expect(stored).not.toContain(linkSecretOf(link));
  });
});

describe('receipts in several tabs', () => {
  it('are all listed in each tab, whichever tab changes them', async () => {
    const one = await website.visitor();
    await one.open('/');
    const other = await one.openTab();
    await other.open('/');
    await one.write('from one tab', { slug: 'from-one-tab' });
    await row(other, 'from-one-tab').waitFor();
    await other.write('from the other', { slug: 'from-the-other' });
    await row(one, 'from-the-other').waitFor();
    expect(await rows(one).count()).toBe(2);
    await one.page.reload();
    await row(one, 'from-one-tab').waitFor();
    expect(await rows(one).count()).toBe(2);

    await choose(other, 'from-one-tab', 'Rename');
    await other.field('Private name').fill('renamed there');
    await other.press('Save');
    await row(one, 'renamed there').waitFor();
    await deleteNote(one, 'from-the-other');
    await row(other, 'from-the-other').getByText('Deleted permanently').waitFor();
    await choose(one, 'from-the-other', 'Remove from list');
    await one.press('Remove 1 note');
    await row(other, 'from-the-other').waitFor({ state: 'detached' });
    await other.write('sent last', { slug: 'sent-last' });
    await row(one, 'sent-last').waitFor();
    expect(await row(one, 'from-the-other').count()).toBe(0);
  });
});

describe('list of receipts', () => {
  it('updates while the page is open, and announces what happened until nothing can happen any more', async () => {
    const sender = await website.visitor(NEW_PROFILE);
    await sender.page.clock.install();
    const link = await sender.write('watched', { slug: 'watched' });
    await (await website.visitor()).read(link);
    let requests = 0;
    sender.page.on('request', (request) => (requests += Number(request.url().endsWith('/receipts/status'))));
    await sender.page.clock.fastForward(15_000);
    await row(sender, 'watched').getByText('Opened').waitFor();
    await sender.page.getByRole('status').getByText('watched has been opened.').waitFor();
    expect(requests).toBe(1);
    await sender.page.clock.runFor(3_600_000);
    expect(requests).toBe(1);
  });

  it('clears all finished notes at once, and only these', async () => {
    const sender = await website.visitor();
    const links = [];
    for (const slug of ['cleared-read', 'cleared-expired', 'cleared-not']) {
      links.push(await sender.write(slug, { slug }));
    }
    await (await website.visitor()).read(links[0] ?? '');
    await makePast(website.database, 'cleared-expired', 'expires_at');
    await sender.open('/');
    await row(sender, 'cleared-read').getByText('Opened').waitFor();
    await sender.press('Clear finished notes');
    await sender.press('Remove 2 notes');
    await sender.seesText('2 notes removed.');
    expect(await names(sender)).toEqual(['cleared-not']);
  });

  it('deletes the selected notes at once', async () => {
    const sender = await website.visitor();
    for (const slug of ['chosen-1', 'chosen-2', 'not-chosen']) await sender.write(slug, { slug });
    await sender.press('Select');
    await sender.field('Select chosen-1').check();
    await sender.field('Select chosen-2').check();
    await sender.press('Delete 2 notes');
    await sender.press('Delete permanently');
    await sender.seesText('2 notes removed.');
    expect(await names(sender)).toEqual(['not-chosen']);
    expect((await website.http.get(noteAt('chosen-1', 'meta'))).status).toBe(404);
    expect((await website.http.get(noteAt('not-chosen', 'meta'))).status).toBe(200);
  });

  it('keeps the last known states while the server is unreachable, and says so until a retry succeeds', async () => {
    const sender = await website.visitor();
    const link = await sender.write('checked later', { slug: 'checked-later' });
    const receipt = '**/receipts/status';
    await sender.page.route(receipt, (route) => route.fulfill(UNAVAILABLE));
    await sender.open('/');
    await row(sender, 'checked-later').getByText('Not opened yet').waitFor();
    await sender.seesText('What you see may be out of date.');
    await (await website.visitor()).read(link);
    await sender.page.unroute(receipt);
    await sender.press('Try again');
    await row(sender, 'checked-later').getByText('Opened').waitFor();
    const outOfDate = sender.page.getByText('What you see may be out of date.');
    await expect.poll(() => outOfDate.count()).toBe(0);
  });

  it('requests the state of a finished note only once', async () => {
    const sender = await website.visitor();
    await makePast(website.database, slugOf(await sender.write('asked once')), 'expires_at');
    await sender.open('/');
    await sender.seesText('Expired unopened');
    const requests: string[] = [];
    sender.page.on('request', (request) => requests.push(request.url()));
    await sender.page.reload();
    await sender.seesText('Expired unopened');
    expect(requests.filter((url) => url.includes('/receipt'))).toEqual([]);
  });

  it('requests the states of all notes at once, and of none while the page is hidden', async () => {
    const sender = await website.visitor();
    for (const slug of ['at-once-1', 'at-once-2', 'at-once-3']) await sender.write(slug, { slug });
    const requests: string[] = [];
    sender.page.on('request', (request) => requests.push(request.postData() ?? ''));
    const asking = () => requests.filter((body) => body.includes('"receipts"'));
    await sender.open('/');
    await row(sender, 'at-once-3').getByText('Not opened yet').waitFor();
    await expect.poll(asking).toHaveLength(1);
    expect(asking()[0]).toMatch(/at-once-3.*at-once-2.*at-once-1/);

    await forgetChecks(sender);
    await hide(sender, true);
    await sender.page.evaluate(() => {
      for (const type of ['focus', 'online']) dispatchEvent(new Event(type));
    });
    expect(asking()).toHaveLength(1);
    await hide(sender, false);
    await expect.poll(asking).toHaveLength(2);
  });
});

/** Makes all states due, as after some time. */
async function forgetChecks({ page }: Visitor): Promise<void> {
  const now = Date.now();
  await page.clock.setFixedTime(now + 60_000);
}

async function hide({ page }: Visitor, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}
