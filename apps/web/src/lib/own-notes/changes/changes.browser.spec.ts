import { describe, expect, it } from 'vitest';
import { inHours, noteAt } from '../../../../../core/testing/test-actions.js';
import { signInOnPage } from '../../../../testing/accounts.js';
import { follow, isFocused, waitForFocus } from '../../../../testing/navigation.js';
import { slugOf } from '../../../../testing/notes.js';
import {
  choose,
  deleteNote,
  endings,
  menuOf,
  openOwnNotes,
  row,
  timesIn,
} from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';

const HOUR_MS = 3_600_000;
const website = useWebsite();

const plainNote = (slug: string, fields = {}) =>
  openOwnNotes(website, (author) => author.create({ slug, ...fields }));

const BY_TIME = /^Note of /;

describe('expiry of an own note', () => {
  it('can be changed for a sealed note too', async () => {
    const { visitor, author } = await openOwnNotes(website);
    const slug = slugOf(await visitor.write('a while longer'));
    await visitor.open('/notes');
    await choose(visitor, BY_TIME, 'Change expiry');
    await visitor.field('1 hour').check();
    await visitor.press('Save');
    await row(visitor, BY_TIME).getByText('Saved').waitFor();
    const expiresAt = (await author.find(slug))?.expires_at ?? '';
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - HOUR_MS)).toBeLessThan(HOUR_MS / 10);
    await expect.poll(() => timesIn(row(visitor, BY_TIME))).toContain(expiresAt);
    await waitForFocus(menuOf(visitor, BY_TIME));

    await choose(visitor, BY_TIME, 'Change expiry');
    await visitor.field('never expires').check();
    await visitor.press('Save');
    await row(visitor, BY_TIME).getByText('Saved').waitFor();
    expect(await row(visitor, BY_TIME).innerText()).toContain('never expires');
    expect(await author.find(slug)).not.toHaveProperty('expires_at');
  });

  it('starts with the current value, and is required for a reusable note', async () => {
    const expiresAt = inHours(30);
    const { visitor, author } = await plainNote('kept-for-now', { expires_at: expiresAt });
    await choose(visitor, 'kept-for-now', 'Change expiry');
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
    await choose(visitor, 'not-in-the-past', 'Change expiry');
    await visitor.field('custom time').check();
    const field = visitor.field('Date and time');
    await field.fill('2020-03-01T09:30');
    await visitor.press('Save');
    await visitor.page.getByRole('alert').filter({ hasText: 'Choose a time between now and' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => isFocused(field)).toBe(true);
  });

  it('stays unchanged on cancel', async () => {
    const { visitor, author } = await plainNote('left-alone');
    const before = await author.find('left-alone');
    await choose(visitor, 'left-alone', 'Change expiry');
    await visitor.field('1 hour').check();
    await visitor.press('Cancel');
    await waitForFocus(menuOf(visitor, 'left-alone'));
    expect(await author.find('left-alone')).toEqual(before);
  });
});

describe('own plain note', () => {
  it('shows its changed text to the reader', async () => {
    const { visitor } = await plainNote('second-thoughts');
    await choose(visitor, 'second-thoughts', 'Change text');
    const field = visitor.field('Text of the note');
    expect(await field.inputValue()).toBe('a secret for one');
    await field.fill('');
    await visitor.press('Save');
    await visitor.seesText('Write something, or delete the note.');
    await expect.poll(() => isFocused(field)).toBe(true);
    await field.fill('the second version');
    await visitor.page.keyboard.press('Control+Enter');
    await row(visitor, 'second-thoughts').getByText('Saved').waitFor();
    const reader = await website.visitor();
    expect(await reader.read('/secret/second-thoughts')).toBe('the second version');
    expect(visitor.errors).toEqual([]);
  });

  it('hides its text once it has a password', async () => {
    const { visitor } = await plainNote('now-with-one');
    await choose(visitor, 'now-with-one', 'Set a password');
    await visitor.press('Save');
    await visitor.seesText('Choose a password.');
    await visitor.field('New password').fill('boats in autumn');
    await visitor.press('Save');
    const note = row(visitor, 'now-with-one');
    await note.getByText('Saved').waitFor();
    await choose(visitor, 'now-with-one', 'Change text');
    expect(await visitor.field('Text of the note').inputValue()).toBe('');
    await visitor.seesText("This note has a password, so its text isn't shown.");
    const reader = await website.visitor();
    expect(await reader.read('/secret/now-with-one', 'boats in autumn')).toBe('a secret for one');
  });

  it('keeps an unsaved change after the session ended until its author signs in again', async () => {
    const { visitor, author, email } = await plainNote('cut-short');
    await choose(visitor, 'cut-short', 'Change text');
    await visitor.field('Text of the note').fill('half a sen');
    await author.logOutEverywhere();
    await visitor.press('Save');
    await visitor.seesHeading("You're signed out");
    await follow(visitor, 'Sign in');
    await signInOnPage(visitor, email);
    await expect.poll(() => visitor.field('Text of the note').inputValue()).toBe('half a sen');
    await visitor.press('Save');
    await row(visitor, 'cut-short').getByText('Saved').waitFor();
    await choose(visitor, 'cut-short', 'Change text');
    expect(await visitor.field('Text of the note').inputValue()).toBe('half a sen');
  });

  it('keeps a change that could not be sent, and shows the reason', async () => {
    const { visitor } = await plainNote('typed-once');
    await choose(visitor, 'typed-once', 'Change text');
    await visitor.field('Text of the note').fill('not typed twice');
    await visitor.page.route(`**${noteAt('typed-once')}`, (route) => route.abort('connectionreset'));
    await visitor.press('Save');
    await visitor.seesText("The server couldn't be reached.");
    await visitor.page.unroute(`**${noteAt('typed-once')}`);
    await visitor.press('Save');
    await row(visitor, 'typed-once').getByText('Saved').waitFor();
    const reader = await website.visitor();
    expect(await reader.read('/secret/typed-once')).toBe('not typed twice');
  });

  it.each([
    ['read', 'the note was read first.', /^Read /],
    ['expired', 'the note expired first.', 'Expired unread'],
    ['deleted', 'the note was deleted first.', 'Deleted permanently'],
  ] as const)('that was %s during the change reports and shows it', async (fate, words, shown) => {
    const slug = `${fate}-meanwhile`;
    const { visitor, author } = await plainNote(slug);
    await choose(visitor, slug, 'Change text');
    await visitor.field('Text of the note').fill('too late');
    await endings[fate](website, slug, author);
    await visitor.press('Save');
    const note = row(visitor, slug);
    await note.getByText(`Not changed: ${words}`).waitFor();
    await note.getByText(shown).first().waitFor();
    await waitForFocus(menuOf(visitor, slug));
    await menuOf(visitor, slug).click();
    expect(await note.getByRole('button', { name: /Change/ }).count()).toBe(0);
  });
});

describe('own note', () => {
  it('is deleted after confirmation', async () => {
    const { visitor, author } = await plainNote('regretted');
    await choose(visitor, 'regretted', 'Delete');
    await visitor.press('Cancel');
    await waitForFocus(visitor.page.getByRole('button', { name: 'Delete note regretted' }));
    expect(await author.find('regretted')).toBeDefined();
    await visitor.page.keyboard.press('Escape');
    await deleteNote(visitor, 'regretted');
    const note = row(visitor, 'regretted');
    await note.getByText('Deleted permanently').waitFor();
    await waitForFocus(menuOf(visitor, 'regretted'));
    expect(await author.find('regretted')).toBeUndefined();
    await choose(visitor, 'regretted', 'Remove from list');
    await visitor.seesText('No notes yet.');
    await visitor.page.reload();
    await visitor.seesText('No notes yet.');
  });

  it('stays after a failed deletion, and shows the reason', async () => {
    const { visitor } = await plainNote('stays-for-now');
    await visitor.page.route(`**${noteAt('stays-for-now')}`, (route) => route.abort('connectionreset'));
    await deleteNote(visitor, 'stays-for-now');
    await row(visitor, 'stays-for-now').getByText("The server couldn't be reached.").waitFor();
    await waitForFocus(menuOf(visitor, 'stays-for-now'));
  });

  it('has a private name, which can be removed', async () => {
    const { visitor, author } = await plainNote('to-be-named');
    await choose(visitor, 'to-be-named', 'Rename');
    await waitForFocus(visitor.field('Private name'));
    await visitor.field('Private name').fill('  the bank  ');
    await visitor.press('Save');
    await row(visitor, 'the bank').getByText('Saved').waitFor();
    await row(visitor, 'the bank').getByText('/to-be-named').waitFor();
    expect(await author.find('to-be-named')).toMatchObject({ label: 'the bank' });
    await visitor.page.reload();
    await choose(visitor, 'the bank', 'Rename');
    await visitor.field('Private name').fill('');
    await visitor.press('Save');
    await row(visitor, 'to-be-named').getByText('Saved').waitFor();
    expect(await author.find('to-be-named')).not.toHaveProperty('label');
  });

  it('leaves the list of unread notes once read, and the empty list says so', async () => {
    const { visitor } = await plainNote('read-by-now');
    await endings.read(website, 'read-by-now');
    await follow(visitor, 'Unread');
    await visitor.seesText('None of your notes are waiting to be read.');
  });
});
