import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createNote } from '../../../../testing/author.js';
import { useWebsite } from '../../../../testing/use-website.js';
import type { Visitor } from '../../../../testing/visitor.js';

const website = useWebsite();

const textOf = ({ page }: Visitor) => page.getByRole('region', { name: 'Text of the note' });

async function openNote(text: string): Promise<Visitor> {
  const visitor = await website.visitor();
  await visitor.read(await website.sealedLink(text));
  return visitor;
}

const copies: [string, (visitor: Visitor) => Promise<unknown>][] = [
  ['the button', (visitor) => visitor.press('Copy text')],
  [
    'three clicks and the keyboard',
    async (visitor) => {
      await textOf(visitor).click({ clickCount: 3, position: { x: 40, y: 30 } });
      await visitor.page.keyboard.press('Control+c');
    },
  ],
  [
    'the whole page selected',
    async ({ page }) => {
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Control+c');
    },
  ],
  [
    'the text selected',
    async (visitor) => {
      await textOf(visitor).evaluate((element) => getSelection()?.selectAllChildren(element));
      await visitor.page.keyboard.press('Control+c');
    },
  ],
];

describe('copying an open note', () => {
  it.each(copies)('by %s yields exactly its text', async (_, copy) => {
    const text = "Tr0ub4dor&3 'quoted' -- see https://example.org/a";
    const visitor = await openNote(text);
    await visitor.page.evaluate(() => navigator.clipboard.writeText(''));
    await copy(visitor);
    await expect.poll(() => visitor.clipboard()).toBe(text);
  });

  it('yields line endings, tabs and white space unchanged', async () => {
    const text = '\n first\t\n\n  <b>second</b>  \n';
    const visitor = await openNote(text);
    await visitor.page.keyboard.press('Control+a');
    await visitor.page.keyboard.press('Control+c');
    expect(await visitor.clipboard()).toBe(text);
  });

  it('yields the selected part if only a part is selected', async () => {
    const visitor = await openNote('first second third');
    await textOf(visitor).evaluate((element) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      if (text !== null) getSelection()?.setBaseAndExtent(text, 6, text, 12);
    });
    await visitor.page.keyboard.press('Control+c');
    expect(await visitor.clipboard()).toBe('second');
  });

  it('selects the text if the browser rejects copying', async () => {
    const visitor = await openNote('by hand');
    await visitor.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
      document.execCommand = () => false;
    });
    await visitor.press('Copy text');
    await visitor.seesText('Your browser blocked copying.');
    expect(await visitor.page.evaluate(() => getSelection()?.toString())).toContain('by hand');
  });
});

describe('open note', () => {
  it('is not sent to translation or writing services', async () => {
    const visitor = await openNote('for human eyes');
    const attributes = await textOf(visitor).evaluate((element) =>
      element instanceof HTMLElement ? [element.translate, element.spellcheck, element.dataset['gramm']] : [],
    );
    expect(attributes).toEqual([false, false, 'false']);
  });

  it('keeps its actions within reach in a long text', async () => {
    const { slug } = await createNote(website.http, { content: 'a line of text\n'.repeat(4_000) });
    const visitor = await website.visitor();
    await visitor.read(`/secret/${slug}`);
    const button = visitor.page.getByRole('button', { name: 'Copy text' });
    const top = async () => (await button.boundingBox())?.y ?? NaN;
    expect(await top()).toBeLessThan(800);
    await visitor.page.keyboard.press('Control+End');
    await expect.poll(() => visitor.page.evaluate(() => scrollY)).toBeGreaterThan(10_000);
    expect(await top()).toBeGreaterThanOrEqual(0);
    expect(await top()).toBeLessThan(100);
  });

  it('is saved as a text file, exactly', async () => {
    const text = 'grüße\r\n\t🦢 ';
    const { slug } = await createNote(website.http, { content: text });
    const visitor = await website.visitor();
    await visitor.read(`/secret/${slug}`);
    const download = visitor.page.waitForEvent('download');
    await visitor.press('Save as .txt');
    expect((await download).suggestedFilename()).toBe('note.txt');
    expect(await readFile(await (await download).path(), 'utf8')).toBe(text);
  });

  it('wraps long lines or scrolls them', async () => {
    const visitor = await openNote('word '.repeat(200));
    const overflow = () =>
      textOf(visitor).evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    expect(await overflow()).toBe(false);
    await visitor.press('Wrap lines');
    await expect.poll(overflow).toBe(true);
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await visitor.press('Wrap lines');
    await expect.poll(overflow).toBe(false);
  });

  it('has links to the web and to mail addresses only, without opener and referrer', async () => {
    const visitor = await openNote('https://example.org/a, javascript:alert(1) mailto:ada@example.org');
    const links = await textOf(visitor)
      .getByRole('link')
      .evaluateAll((found) =>
        found.map((link) =>
          link instanceof HTMLAnchorElement
            ? [link.getAttribute('href'), link.target, link.rel, link.referrerPolicy]
            : [],
        ),
      );
    const safe = ['_blank', 'noopener noreferrer nofollow', 'no-referrer'];
    expect(links).toEqual([
      ['https://example.org/a', ...safe],
      ['mailto:ada@example.org', ...safe],
    ]);
  });

  it('is printed with its date and nothing else', async () => {
    const visitor = await openNote('on paper');
    await visitor.page.emulateMedia({ media: 'print' });
    const lines = (await visitor.page.locator('body').innerText()).split('\n').filter((line) => line.trim());
    expect(lines).toEqual([expect.stringMatching(/^Written .*\d{4}.*\d:\d\d/), 'on paper']);
  });
});
