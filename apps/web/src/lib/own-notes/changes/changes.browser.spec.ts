import { describe, expect, it } from 'vitest';
import { inHours, noteAt } from '../../../../../core/testing/test-actions.js';
import { signInOnPage } from '../../../../testing/accounts.js';
import { follow, isFocused } from '../../../../testing/navigation.js';
import { slugOf } from '../../../../testing/notes.js';
import { endings, openOwnNotes, row, timesIn } from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';

const HOUR_MS = 3_600_000;
const website = useWebsite();

/** An own plain note on the screen. */
const plainNote = (slug: string, fields = {}) =>
  openOwnNotes(website, (author) => author.create({ slug, ...fields }));

const expiryButton = (slug: string) => `Change expiry of note ${slug}`;

describe('expiry of an own note', () => {
  it('can be changed for a sealed note too', async () => {
    const { visitor, author } = await openOwnNotes(website);
    const slug = slugOf(await visitor.write('a while longer'));
    await visitor.open('/notes');
    await visitor.press(expiryButton(slug));
    await visitor.field('1 hour').check();
    await visitor.press('Save');
    await row(visitor, slug).getByText('Saved').waitFor();
    const expiresAt = (await author.find(slug))?.expires_at ?? '';
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - HOUR_MS)).toBeLessThan(HOUR_MS / 10);
    await expect.poll(() => timesIn(row(visitor, slug))).toContain(expiresAt);
    const opener = visitor.page.getByRole('button', { name: expiryButton(slug) });
    await expect.poll(() => isFocused(opener)).toBe(true);

    await visitor.press(expiryButton(slug));
    await visitor.field('never expires').check();
    await visitor.press('Save');
    await row(visitor, slug).getByText('Saved').waitFor();
    expect(await row(visitor, slug).innerText()).toContain('never expires');
    expect(await author.find(slug)).not.toHaveProperty('expires_at');
  });

  it('starts with the current value, and is required for a reusable note', async () => {
    const expiresAt = inHours(30);
    const { visitor, author } = await plainNote('kept-for-now', { expires_at: expiresAt });
    await visitor.press(expiryButton('kept-for-now'));
    expect(await visitor.field('custom time').isChecked()).toBe(true);
    const time = Date.parse(await visitor.field('Date and time').inputValue());
    expect(Math.abs(time - Date.parse(expiresAt))).toBeLessThanOrEqual(60_000);
    await visitor.field('By anyone with the link, until it expires').check();
    expect(await visitor.field('never expires').isDisabled()).toBe(true);
    await visitor.press('Save');
    await row(visitor, 'kept-for-now').getByText('Saved').waitFor();
    expect(await row(visitor, 'kept-for-now').innerText()).toContain('Can still be read');
    expect(await author.find('kept-for-now')).toMatchObject({ keep_before_expiration: true });
  });

  it('must be in the future, with the error at the field', async () => {
    const { visitor } = await plainNote('not-in-the-past');
    await visitor.press(expiryButton('not-in-the-past'));
    await visitor.field('custom time').check();
    const field = visitor.field('Date and time');
    await field.fill('2020-03-01T09:30');
    await visitor.press('Save');
    await visitor.page.getByRole('alert').filter({ hasText: 'That time has already passed.' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => isFocused(field)).toBe(true);
  });

  it('stays unchanged on cancel', async () => {
    const { visitor, author } = await plainNote('left-alone');
    await visitor.press(expiryButton('left-alone'));
    await visitor.field('1 hour').check();
    await visitor.press('Cancel');
    const opener = visitor.page.getByRole('button', { name: expiryButton('left-alone') });
    await expect.poll(() => isFocused(opener)).toBe(true);
    expect(await author.find('left-alone')).not.toHaveProperty('expires_at');
  });
});

describe('own plain note', () => {
  it('shows its changed text to the reader', async () => {
    const { visitor } = await plainNote('second-thoughts');
    await visitor.press('Change text of note second-thoughts');
    const field = visitor.field('Text of the note');
    expect(await field.inputValue()).toBe('a secret for one');
    await field.fill('');
    await visitor.press('Save');
    await visitor.seesText('Write something, or delete the note.');
    await expect.poll(() => isFocused(field)).toBe(true);
    await field.fill('the second version');
    await visitor.page.keyboard.press('Control+Enter');
    await row(visitor, 'second-thoughts').getByText('Saved').waitFor();
    await row(visitor, 'second-thoughts').getByText('the second version').waitFor();
    const reader = await website.visitor();
    expect(await reader.read('/secret/second-thoughts')).toBe('the second version');
    expect(visitor.errors).toEqual([]);
  });

  it('hides its text once it has a password', async () => {
    const { visitor } = await plainNote('now-with-one');
    await visitor.press('Set a password for note now-with-one');
    await visitor.press('Save');
    await visitor.seesText('Choose a password.');
    await visitor.field('New password').fill('boats in autumn');
    await visitor.press('Save');
    const note = row(visitor, 'now-with-one');
    await note.getByText('with a password').waitFor();
    expect(await note.getByText('a secret for one').count()).toBe(0);
    await visitor.press('Change text of note now-with-one');
    expect(await visitor.field('Text of the note').inputValue()).toBe('');
    await visitor.seesText("This note has a password, so its text isn't shown.");
    const reader = await website.visitor();
    expect(await reader.read('/secret/now-with-one', 'boats in autumn')).toBe('a secret for one');
  });

  it('keeps an unsaved change after the session ended until its author signs in again', async () => {
    const { visitor, author, email } = await plainNote('cut-short');
    await visitor.press('Change text of note cut-short');
    await visitor.field('Text of the note').fill('half a sen');
    await author.logOutEverywhere();
    await visitor.press('Save');
    await visitor.seesHeading("You're signed out");
    await follow(visitor, 'Sign in');
    await signInOnPage(visitor, email);
    await expect.poll(() => visitor.field('Text of the note').inputValue()).toBe('half a sen');
    await visitor.press('Save');
    await row(visitor, 'cut-short').getByText('Saved').waitFor();
    expect(await row(visitor, 'cut-short').innerText()).toContain('half a sen');
  });

  it('keeps a change that could not be sent, and shows the reason', async () => {
    const { visitor } = await plainNote('typed-once');
    await visitor.press('Change text of note typed-once');
    await visitor.field('Text of the note').fill('not typed twice');
    await visitor.page.route(`**${noteAt('typed-once')}`, (route) => route.abort('connectionreset'));
    await visitor.press('Save');
    await visitor.seesText("The server couldn't be reached.");
    await visitor.page.unroute(`**${noteAt('typed-once')}`);
    await visitor.press('Save');
    await row(visitor, 'typed-once').getByText('not typed twice').waitFor();
  });

  it.each([
    ['read', 'the note was read first.', /^Read /],
    ['expired', 'the note expired first.', 'Expired unread'],
    ['deleted', 'the note was deleted first.', 'Deleted for good'],
  ] as const)('that was %s during the change reports and shows it', async (fate, words, shown) => {
    const slug = `${fate}-meanwhile`;
    const { visitor, author } = await plainNote(slug);
    await visitor.press(`Change text of note ${slug}`);
    await visitor.field('Text of the note').fill('too late');
    await endings[fate](website, slug, author);
    await visitor.press('Save');
    const note = row(visitor, slug);
    await note.getByText(`Not changed: ${words}`).waitFor();
    await note.getByRole('status').filter({ hasText: shown }).waitFor();
    await expect.poll(() => isFocused(note.getByRole('heading'))).toBe(true);
    expect(await note.getByRole('button', { name: /Change/ }).count()).toBe(0);
  });
});

describe('own note', () => {
  it('is deleted after confirmation', async () => {
    const { visitor, author } = await plainNote('regretted');
    const { page } = visitor;
    const deletion = page.getByRole('button', { name: 'Delete note regretted' });
    await deletion.click();
    await expect.poll(() => isFocused(page.getByRole('button', { name: 'Delete for good' }))).toBe(true);
    await visitor.press('Cancel');
    await expect.poll(() => isFocused(deletion)).toBe(true);
    expect(await author.find('regretted')).toBeDefined();
    await deletion.click();
    await visitor.press('Delete for good');
    const note = row(visitor, 'regretted');
    await note.getByText('Deleted for good').waitFor();
    await expect.poll(() => isFocused(note.getByRole('heading'))).toBe(true);
    expect(await note.getByRole('button').count()).toBe(0);
    expect(await author.find('regretted')).toBeUndefined();
    await page.reload();
    await visitor.seesText('No notes yet.');
  });

  it('stays after a failed deletion, and shows the reason', async () => {
    const { visitor } = await plainNote('stays-for-now');
    await visitor.page.route(`**${noteAt('stays-for-now')}`, (route) => route.abort('connectionreset'));
    await visitor.press('Delete note stays-for-now');
    await visitor.press('Delete for good');
    await row(visitor, 'stays-for-now').getByText("The server couldn't be reached.").waitFor();
    const deletion = visitor.page.getByRole('button', { name: 'Delete note stays-for-now' });
    await expect.poll(() => isFocused(deletion)).toBe(true);
  });

  it('leaves the list of unread notes once read, and the empty list says so', async () => {
    const { visitor } = await plainNote('read-by-now');
    await endings.read(website, 'read-by-now');
    await follow(visitor, 'Unread');
    await visitor.seesText('None of your notes are waiting to be read.');
  });
});
