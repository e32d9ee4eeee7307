import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { inHours, newEmail, PASSWORD } from '../../../../../core/testing/test-actions.js';
import { signInOnPage, verifiedAccount } from '../../../../testing/accounts.js';
import { NARROWEST } from '../../../../testing/states/check-page.js';
import { linkInMail } from '../../../../testing/mails.js';
import { follow, isFocused, waitForFocus } from '../../../../testing/navigation.js';
import { readAt, UNAVAILABLE } from '../../../../testing/notes.js';
import { endings, menuOf, openOwnNotes, row, rows, timesIn } from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';

const WHY_SEALED = /^Sealed notes are encrypted end to end/;
async function actionsOf(note: Locator): Promise<string[]> {
  const [, ...actions] = await note.getByRole('button').allInnerTexts();
  return actions;
}

describe('own notes', () => {
  const website = useWebsite();

  it('require sign-in, which leads back to them', async () => {
    const email = await verifiedAccount(website);
    const visitor = await website.visitor();
    await visitor.open('/notes');
    await visitor.seesHeading('Sign in');
    expect(new URL(visitor.page.url()).searchParams.get('next')).toBe('/notes');
    await signInOnPage(visitor, email);
    await visitor.seesHeading('Your notes');
    expect(await visitor.page.title()).toBe('Your notes · Onasty');
    expect(visitor.errors).toEqual([]);
  });

  it('are available after sign-up and email verification', async () => {
    const visitor = await website.visitor();
    const email = newEmail();
    await visitor.open('/sign-up');
    await visitor.field('Email address').fill(email);
    await visitor.field('Password').fill(PASSWORD);
    await visitor.press('Create account');
    await visitor.seesHeading('Check your email');
    // The website chose a free port, which the URL in its mails does not contain.
    await visitor.open(await linkInMail(website, email, 'Confirm your email address'));
    await visitor.press('Confirm address');
    await visitor.seesHeading('Your address is confirmed');
    await visitor.page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await signInOnPage(visitor, email);
    await visitor.seesHeading('Your notes');
    expect(visitor.errors).toEqual([]);
  });

  it('are empty at first, and the page leads to the note form', async () => {
    const { visitor } = await openOwnNotes(website);
    await visitor.seesText('No notes yet.');
    await follow(visitor, 'Write a note');
    await visitor.seesHeading('Write a note that can be read once');
  });

  it('show exact times on hover without horizontal scrolling', async () => {
    const { visitor, author } = await openOwnNotes(website);
    await author.create({ keep_before_expiration: true, expires_at: inHours(50) });
    await visitor.open('/notes');
    await visitor.page.setViewportSize(NARROWEST);
    const times = visitor.page.getByRole('time');
    await times.first().waitFor();
    for (const time of await times.all()) {
      await time.hover();
      const width = await visitor.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(NARROWEST.width);
    }
    expect(await times.count()).toBe(1);
  });

  it('are listed without their text if sealed, and their menu explains why', async () => {
    const { visitor } = await openOwnNotes(website);
    await visitor.write('only the link opens this', { password: 'and a password' });
    await visitor.open('/notes');
    const note = row(visitor, /^Note of /);
    await note.getByText('Not read yet').waitFor();
    expect(await visitor.page.getByText(WHY_SEALED).count()).toBe(0);
    await menuOf(visitor, /^Note of /).click();
    await note.getByText('with a password').waitFor();
    await note.getByText(WHY_SEALED).waitFor();
    expect(await actionsOf(note)).toEqual(['Copy link without key', 'Rename', 'Change expiry', 'Delete']);
    expect(visitor.errors).toEqual([]);
  });

  it('show their text only on request, never as HTML, if plain', async () => {
    const content = '<b>from</b> curl';
    const { visitor } = await openOwnNotes(website, (author) => author.create({ slug: 'plain', content }));
    const note = row(visitor, 'plain');
    await note.waitFor();
    expect(await visitor.page.getByText('from').count()).toBe(0);
    await menuOf(visitor, 'plain').click();
    const changes = ['Rename', 'Change expiry', 'Change text', 'Set a password'];
    expect(await actionsOf(note)).toEqual(['Copy link', ...changes, 'Delete']);
    await visitor.press('Copy link');
    await expect.poll(() => visitor.clipboard()).toBe(`${website.url}/secret/plain`);
    await visitor.press('Change text of note plain');
    expect(await visitor.field('Text of the note').inputValue()).toBe(content);
    expect(visitor.errors).toEqual([]);
  });

  it('show how often a reusable note was read, and when last', async () => {
    const fields = { slug: 'reusable-twice', keep_before_expiration: true, expires_at: inHours(50) };
    const { visitor } = await openOwnNotes(website, async (author) => {
      await author.create(fields);
      await endings.read(website, fields.slug);
      await endings.read(website, fields.slug);
    });
    await row(visitor, fields.slug).getByText('Read 2 times, last').waitFor();
    await follow(visitor, 'Read');
    await row(visitor, fields.slug).waitFor();
    await follow(visitor, 'Unread');
    await row(visitor, fields.slug).waitFor({ state: 'detached' });
  });

  it('are filtered at separate URLs, with the time of each read', async () => {
    const { visitor } = await openOwnNotes(website, async (author) => {
      await author.create({ slug: 'opened' });
      await author.create({ slug: 'unopened' });
      await author.create({ slug: 'run-out', expires_at: inHours(1) });
      await endings.expired(website, 'run-out');
    });
    await endings.read(website, 'opened');
    await follow(visitor, 'Read');
    await row(visitor, 'unopened').waitFor({ state: 'detached' });
    const opened = row(visitor, 'opened');
    const time = await readAt(website.database, 'opened');
    await expect.poll(() => timesIn(opened)).toContain(time?.toISOString());
    await menuOf(visitor, 'opened').click();
    expect(await actionsOf(opened)).toEqual(['Rename', 'Delete']);

    await visitor.page.reload();
    await opened.waitFor();
    const unread = visitor.page.getByRole('link', { name: 'Unread', exact: true });
    await unread.focus();
    await visitor.page.keyboard.press('Enter');
    await row(visitor, 'unopened').waitFor();
    expect(await opened.count()).toBe(0);
    expect(await unread.getAttribute('aria-current')).toBe('page');
    expect(await isFocused(unread)).toBe(true);
    await visitor.page.goBack();
    await opened.waitFor();
    await follow(visitor, 'Expired');
    await row(visitor, 'run-out').getByText('Expired unread').waitFor();
    expect(await rows(visitor).count()).toBe(1);
  });

  it('disappear once the session has ended, and sign-in leads back to them', async () => {
    const slug = 'of-a-session';
    const { visitor, author, email } = await openOwnNotes(website, (to) => to.create({ slug }));
    await author.logOutEverywhere();
    await follow(visitor, 'Unread');
    await visitor.seesHeading("You're signed out");
    expect(await rows(visitor).count()).toBe(0);
    await follow(visitor, 'Sign in');
    await signInOnPage(visitor, email);
    await row(visitor, slug).waitFor();
    expect(visitor.errors).toEqual([]);
  });

  it('report an unavailable server, and load once it responds', async () => {
    const { visitor } = await openOwnNotes(website, (author) => author.create({ slug: 'after-a-fault' }));
    await visitor.page.route('**/api/v1/note?*', (route) => route.fulfill(UNAVAILABLE));
    await visitor.page.reload();
    await visitor.seesHeading("Your notes can't be shown");
    await visitor.seesText("The server can't respond right now.");
    expect(await rows(visitor).count()).toBe(0);
    await visitor.page.unroute('**/api/v1/note?*');
    await visitor.press('Try again');
    await row(visitor, 'after-a-fault').waitFor();
    await waitForFocus(visitor.page.getByRole('heading', { name: 'Your notes' }));
  });

  it('stay on the page while the browser is offline, which says so, and load once it is online again', async () => {
    const { visitor, author } = await openOwnNotes(website, (by) => by.create({ slug: 'before-a-tunnel' }));
    await visitor.context.setOffline(true);
    await follow(visitor, 'Unread');
    await visitor.seesText("You're offline.");
    await visitor.seesText('What you see may be out of date.');
    await row(visitor, 'before-a-tunnel').waitFor();
    await author.create({ slug: 'after-a-tunnel' });
    await visitor.context.setOffline(false);
    await row(visitor, 'after-a-tunnel').waitFor();
    expect(await visitor.page.getByText('What you see may be out of date.').count()).toBe(0);
  });

  it('report a session that cannot be refreshed, and load after a retry', async () => {
    const { visitor } = await openOwnNotes(website, (author) => author.create({ slug: 'behind-a-wall' }));
    await visitor.page.route('**/auth/refresh-tokens', (route) => route.abort('connectionrefused'));
    await visitor.page.reload();
    await visitor.seesHeading("This page can't be shown right now");
    await visitor.page.unroute('**/auth/refresh-tokens');
    await visitor.press('Try again');
    await row(visitor, 'behind-a-wall').waitFor();
    expect(await visitor.page.title()).toBe('Your notes · Onasty');
  });
});
