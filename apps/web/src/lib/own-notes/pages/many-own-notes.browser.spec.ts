import { describe, expect, it } from 'vitest';
import { noteAt } from '../../../../../core/testing/test-actions.js';
import { waitForFocus } from '../../../../testing/navigation.js';
import {
  choose,
  deleteNote,
  endings,
  menuOf,
  openOwnNotes,
  row,
  rows,
} from '../../../../testing/own-notes.js';
import { useWebsite } from '../../../../testing/use-website.js';

const COPY_NOTE = `
  INSERT INTO note
  SELECT (jsonb_populate_record(note, jsonb_build_object(
           'id', gen_random_uuid(), 'slug', slug || '-' || number, 'receipt_hash', sha256((slug || number)::bytea),
           'created_at', created_at - number * interval '1 second'))).*
    FROM note CROSS JOIN generate_series(1, $2) AS number WHERE slug = $1`;

describe('many own notes', () => {
  const website = useWebsite();

  it('are searched and sorted by name', async () => {
    const { visitor } = await openOwnNotes(website, async (author) => {
      await author.create({ label: 'Zoo tickets' });
      await author.create({ label: 'Éclair recipe', slug: 'named-and-linked' });
      await author.create({ slug: 'attic-2' });
      await author.create({ slug: 'attic-10' });
    });
    const names = () => rows(visitor).getByRole('heading').allInnerTexts();
    await visitor.field('Sort by').selectOption('Name');
    await expect.poll(names).toEqual(['attic-2', 'attic-10', 'Éclair recipe', 'Zoo tickets']);
    await visitor.field('Search').fill('ATTIC');
    await expect.poll(names).toEqual(['attic-2', 'attic-10']);
    await visitor.field('Search').fill('recipe eclair');
    await expect.poll(names).toEqual(['Éclair recipe']);
    await visitor.field('Search').fill('linked');
    await expect.poll(names).toEqual(['Éclair recipe']);
  });

  it('are deleted together if selected, and cleared together if finished', async () => {
    const { visitor, author } = await openOwnNotes(website, async (by) => {
      for (const slug of ['bulk-1', 'bulk-2', 'bulk-3', 'bulk-read']) await by.create({ slug });
      await endings.read(website, 'bulk-read');
    });
    await visitor.press('Clear finished notes');
    await visitor.press('Remove 1 note');
    await visitor.seesText('1 note removed.');
    await row(visitor, 'bulk-read').waitFor({ state: 'detached' });
    await visitor.press('Select');
    await visitor.field('Select all').check();
    await visitor.field('Select bulk-2').uncheck();
    await visitor.press('Delete 2 notes');
    await visitor.press('Delete permanently');
    await visitor.seesText('2 notes removed.');
    expect((await author.list()).map(({ slug }) => slug)).toEqual(['bulk-2']);
    await menuOf(visitor, 'bulk-2').waitFor();
  });

  it('stay after a bulk deletion that failed, with the reason', async () => {
    const { visitor } = await openOwnNotes(website, async (author) => {
      for (const slug of ['bulk-kept-1', 'bulk-kept-2']) await author.create({ slug });
    });
    await visitor.page.route(`**${noteAt('bulk-kept-*')}`, (route) => route.abort('connectionreset'));
    await visitor.press('Select');
    await visitor.field('Select all').check();
    await visitor.press('Delete 2 notes');
    await visitor.press('Delete permanently');
    await visitor.seesText("The server couldn't be reached.");
    expect(await rows(visitor).count()).toBe(2);
  });

  it('take one line each, one tab stop together, and 200 of them are shown at first', async () => {
    const { visitor } = await openOwnNotes(website, async (author) => {
      await author.create({ slug: 'one-of-many' });
      await website.database.query(COPY_NOTE, ['one-of-many', 240]);
    });
    await visitor.seesText('200 notes shown. There are older ones.');
    expect(await rows(visitor).count()).toBe(200);
    const heights = await rows(visitor).evaluateAll((all) => all.map((each) => each.clientHeight));
    expect(Math.max(...heights)).toBeLessThan(60);
    const stops = await rows(visitor).evaluateAll(
      (all) =>
        all
          .flatMap((each) => [...each.querySelectorAll('a, button, input, [tabindex]')])
          .filter((element) => element instanceof HTMLElement && element.tabIndex >= 0).length,
    );
    expect(stops).toBe(1);

    await menuOf(visitor, 'one-of-many').focus();
    await visitor.page.keyboard.press('ArrowDown');
    await waitForFocus(menuOf(visitor, 'one-of-many-1'));
    await visitor.page.keyboard.press('End');
    await waitForFocus(menuOf(visitor, 'one-of-many-199'));
    await visitor.press('Show more');
    await visitor.seesText('241 notes');
    await waitForFocus(menuOf(visitor, 'one-of-many-200'));
    await visitor.field('Search').fill('one-of-many-240');
    await expect.poll(() => rows(visitor).count()).toBe(1);
  });

  it('stay if a later page fails to load, and a retry loads it', async () => {
    const { visitor, author } = await openOwnNotes(website);
    await author.create({ slug: 'one-of-pages' });
    await website.database.query(COPY_NOTE, ['one-of-pages', 240]);
    await visitor.page.route('**/api/v1/note?*cursor=*', (route) => route.abort('connectionreset'));
    await visitor.page.reload();
    await visitor.seesText("The server couldn't be reached.");
    expect(await rows(visitor).count()).toBe(200);
    await visitor.page.unroute('**/api/v1/note?*cursor=*');
    await visitor.press('Try again');
    await visitor.press('Show more');
    await visitor.seesText('241 notes');
  });

  it('update while the page is open, without losing deleted ones', async () => {
    const { visitor, author } = await openOwnNotes(website, async (by) => {
      for (const slug of ['watched-read', 'watched-deleted', 'watched-unread']) await by.create({ slug });
    });
    await deleteNote(visitor, 'watched-deleted');
    await row(visitor, 'watched-deleted').getByText('Deleted permanently').waitFor();
    await endings.read(website, 'watched-read');
    await author.create({ slug: 'watched-new' });
    await visitor.page.evaluate(() => dispatchEvent(new Event('focus')));
    await visitor.page.getByRole('status').getByText('watched-read has been opened.').waitFor();
    await row(visitor, 'watched-new').waitFor();
    expect(await rows(visitor).getByRole('heading').allInnerTexts()).toEqual([
      'watched-new',
      'watched-unread',
      'watched-deleted',
      'watched-read',
    ]);
  });

  it('do not undo in one tab what another has changed', async () => {
    const { visitor, author } = await openOwnNotes(website, (by) => by.create({ slug: 'in-two-tabs' }));
    const other = await visitor.openTab();
    await other.open('/notes');
    await choose(other, 'in-two-tabs', 'Change expiry');
    await other.field('By anyone with the link, until it expires').check();
    await choose(visitor, 'in-two-tabs', 'Rename');
    await visitor.field('Private name').fill('named elsewhere');
    await visitor.press('Save');
    await row(visitor, 'named elsewhere').getByText('Saved').waitFor();
    await other.press('Save');
    await other.page.getByText('Saved').waitFor();
    await other.page.evaluate(() => dispatchEvent(new Event('focus')));
    await row(other, 'named elsewhere').waitFor();
    expect(await author.find('in-two-tabs')).toMatchObject({
      label: 'named elsewhere',
      keep_before_expiration: true,
    });
  });
});
