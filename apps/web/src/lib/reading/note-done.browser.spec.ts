import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { comeBack, duplicateTab, storedNames, tabKeyNames } from '../../../testing/tabs.js';
import { useWebsite } from '../../../testing/use-website.js';

const TEXT = 'Zwetschgenknödel\n\tfor one reader';
const website = useWebsite();

describe('reader who is done', () => {
  it('leaves no trace of the note', async () => {
    const visitor = await website.visitor();
    await visitor.read(await website.sealedLink(TEXT));
    await visitor.press('Done');
    await visitor.seesHeading("You're done with this note");
    await expect.poll(() => tabKeyNames(visitor)).toEqual([]);
    expect(await storedNames(visitor.page)).toEqual([]);
    expect(await visitor.page.content()).not.toContain('Zwetschgen');
    await visitor.page.reload();
    await visitor.seesHeading('This note has already been read');
    await comeBack(visitor, () => visitor.page.getByRole('link', { name: 'How it works' }).click());
    await visitor.seesHeading('This note has already been read');
  });

  it('can read a reusable note again', async () => {
    const visitor = await website.visitor();
    await visitor.read(await website.sealedLink(TEXT, { reusable: true }));
    await visitor.press('Done');
    await visitor.press('Read it again');
    await visitor.press('Read note');
    expect(await visitor.text()).toBe(TEXT);
  });

  it('is also done in duplicates of the tab, open or not', async () => {
    const visitor = await website.visitor();
    await visitor.read(await website.sealedLink(TEXT));
    const [duplicate, later] = [await duplicateTab(visitor), await duplicateTab(visitor)];
    const text = (page: Page) => page.getByRole('region', { name: 'Text of the note' });
    await expect.poll(() => text(duplicate).textContent()).toBe(TEXT);
    await text(later).waitFor();
    await later.goto(`${website.url}/favicon.svg`);
    await visitor.press('Done');
    await duplicate.getByRole('heading', { name: "You're done with this note" }).waitFor();
    await later.goBack();
    await later.getByRole('heading', { name: 'This note has already been read' }).waitFor();
    expect(await storedNames(duplicate)).toEqual([]);
  });

  it('leaves a note alone that another tab opened', async () => {
    const visitor = await website.visitor();
    const link = await website.sealedLink(TEXT, { reusable: true });
    await visitor.read(link);
    const other = await visitor.context.newPage();
    await other.goto(link);
    await other.getByRole('button', { name: 'Read note' }).click();
    const text = other.getByRole('region', { name: 'Text of the note' });
    await text.waitFor();
    await visitor.press('Done');
    await visitor.seesHeading("You're done with this note");
    expect(await text.textContent()).toBe(TEXT);
  });
});
